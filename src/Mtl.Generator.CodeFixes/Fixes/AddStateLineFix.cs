using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using Mtl.Generator.CodeFixes.Editing;
using Mtl.Generator.Diagnostics;

namespace Mtl.Generator.CodeFixes.Fixes;

/// <summary>Adds a tensor to the project's file of state keys, below the others of its model.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddStateLineFix)), Shared]
public sealed class AddStateLineFix() : ModelCodeFix(RuleIds.StateKeyNew)
{
    internal override IEnumerable<Remedy> RemediesFor(Mistake mistake)
    {
        if (mistake.Hint is { Name: { } file, Instead: { } line, Model: { } model } && mistake.AdditionalFile(file) is { } id)
        {
            yield return new Remedy(
                $"Add the line to {file}",
                (solution, cancellation) => AddAsync(solution, id, $"{model}: ", line, cancellation));
        }
    }

    private static async Task<Solution> AddAsync(
        Solution solution, DocumentId id, string model, string added, CancellationToken cancellation)
    {
        if (solution.GetAdditionalDocument(id) is not { } document)
            return solution;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var written = text.Lines.Where(line => line.Span.Length > 0).ToList();
        var lineBreak = text.ToString().Contains("\r\n") ? "\r\n" : "\n";
        var above = written.FindLastIndex(line => line.ToString().TrimStart().StartsWith(model, StringComparison.Ordinal));
        var change = written.Count == 0
            ? new TextChange(new TextSpan(text.Length, 0), added + lineBreak)
            : new TextChange(new TextSpan(written[above < 0 ? written.Count - 1 : above].End, 0), lineBreak + added);
        return solution.WithAdditionalDocumentText(id, text.WithChanges(change));
    }
}
