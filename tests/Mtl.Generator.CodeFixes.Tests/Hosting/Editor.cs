using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;
using Mtl.Generator.Tests;

namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>A project as an editor has it open, with the generator and the analyzer in it.</summary>
/// <remarks>
/// Not <c>CSharpCodeFixTest</c> of Microsoft.CodeAnalysis.Testing: it runs one code fix on code whose messages are all listed,
/// while these tests run all fixes of the assembly, choose by title, and run on half-typed code too.
/// </remarks>
internal sealed class Editor
{
    private readonly Project _project;

    private Editor(Project project) => _project = project;

    /// <summary>All code fixes that an editor finds in the assembly.</summary>
    public static ImmutableArray<CodeFixProvider> Fixes { get; } =
        [.. typeof(ModelCodeFix).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(ExportCodeFixProviderAttribute), inherit: false))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)];

    public static Editor Open(params string[] files) => Open(new UserProject(), stateKeys: null, files);

    /// <param name="settings">The project's.</param>
    /// <param name="stateKeys">The text of the file of state keys, if the project has one.</param>
    /// <param name="files">The code.</param>
    public static Editor Open(UserProject settings, string? stateKeys, params string[] files)
    {
        var compilation = GeneratorHost.Compile(settings with { Documentation = DocumentationMode.Parse }, files);
        var project = new AdhocWorkspace().AddProject("UserProject", LanguageNames.CSharp)
            .WithMetadataReferences(compilation.References)
            .WithCompilationOptions(compilation.Options)
            .WithParseOptions(compilation.SyntaxTrees[0].Options)
            .AddAnalyzerReference(new AnalyzerFileReference(typeof(MultiTaskModelGenerator).Assembly.Location, new Loader()));
        foreach (var (file, index) in files.Select((file, index) => (file, index)))
            project = project.AddDocument($"File{index}.cs", SourceText.From(file), filePath: $"/File{index}.cs").Project;
        if (stateKeys is not null)
        {
            project = project
                .AddAdditionalDocument(StateKeyBaseline.FileName, SourceText.From(stateKeys), filePath: $"/{StateKeyBaseline.FileName}")
                .Project;
        }
        return new Editor(project);
    }

    /// <summary>What the files say.</summary>
    public async Task<string[]> TextsAsync()
    {
        var texts = new List<string>();
        foreach (var document in _project.Documents.OrderBy(document => document.Name, StringComparer.Ordinal))
            texts.Add((await document.GetTextAsync()).ToString());
        return [.. texts];
    }

    /// <summary>What the file of state keys says; null where the project has none.</summary>
    public async Task<string?> StateKeysAsync() =>
        _project.AdditionalDocuments.SingleOrDefault() is { } document ? (await document.GetTextAsync()).ToString() : null;

    /// <summary>Our messages about the code, in the order of the text.</summary>
    public async Task<ImmutableArray<Diagnostic>> MessagesAsync() =>
        [.. (await GeneratorHost.Analyze((await _project.GetCompilationAsync())!, await StateKeysAsync()))
            .Where(message => message.Location.SourceTree is not null)
            .OrderBy(message => message.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(message => message.Location.SourceSpan.Start)];

    /// <summary>What the editor offers for a message.</summary>
    public async Task<IReadOnlyList<Offer>> OffersAsync(Diagnostic message)
    {
        var document = _project.GetDocument(message.Location.SourceTree)!;
        var offers = new List<Offer>();
        foreach (var fix in Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(message.Id)))
        {
            await fix.RegisterCodeFixesAsync(new CodeFixContext(
                document, message, (action, _) => offers.Add(new Offer(fix, action, message)), default));
        }
        return offers;
    }

    /// <summary>Chooses an offer in the menu.</summary>
    public async Task<Editor> ApplyAsync(Offer offer) => await ApplyAsync(offer.Action);

    /// <summary>Chooses an offer with "fix all in the project".</summary>
    public async Task<Editor> ApplyEverywhereAsync(Offer offer)
    {
        var all = offer.Fix.GetFixAllProvider()!;
        var document = _project.GetDocument(offer.Message.Location.SourceTree)!;
        var context = new FixAllContext(
            document, offer.Fix, FixAllScope.Project, offer.Action.EquivalenceKey!, [offer.Message.Id], new AllMessages(this), default);
        return await ApplyAsync((await all.GetFixAsync(context))!);
    }

    private async Task<Editor> ApplyAsync(CodeAction action)
    {
        var operation = Assert.IsType<ApplyChangesOperation>(Assert.Single(await action.GetOperationsAsync(default)));
        return new Editor(operation.ChangedSolution.GetProject(_project.Id)!);
    }

    private sealed class AllMessages(Editor editor) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await editor.MessagesAsync();

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) =>
            (await editor.MessagesAsync()).Where(message => message.Location.SourceTree!.FilePath == document.FilePath);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}

/// <summary>A line of the menu.</summary>
internal sealed record Offer(CodeFixProvider Fix, CodeAction Action, Diagnostic Message);
