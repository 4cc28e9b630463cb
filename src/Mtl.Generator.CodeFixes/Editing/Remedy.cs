using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>A piece of source text and what is to stand in its place. Everything around it stays as it was written.</summary>
internal sealed record Edit(SyntaxTree Tree, TextSpan Span, string Text)
{
    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public static Edit Replace(SyntaxToken token, string text) => new(token.SyntaxTree!, token.Span, text);

    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Remove(SyntaxTree tree, int start, int end) => new(tree, TextSpan.FromBounds(start, end), "");
}

/// <summary>One way to mend a mistake.</summary>
internal sealed class Remedy(string title, Func<Solution, CancellationToken, Task<Solution>> apply)
{
    public Remedy(string title, params Edit[] edits)
        : this(title, (solution, cancellation) => EditAsync(solution, edits, cancellation)) => Edits = edits;

    /// <summary>What the editor's menu says.</summary>
    public string Title { get; } = title;

    /// <summary>What is written, unless the remedy is more than that.</summary>
    public IReadOnlyList<Edit> Edits { get; } = [];

    /// <summary>Tells the remedies of one code fix apart, where it has several: those of a kind can be applied all at once.</summary>
    public string Kind { get; init; } = "";

    public Task<Solution> ApplyAsync(Solution solution, CancellationToken cancellation) => apply(solution, cancellation);

    private static async Task<Solution> EditAsync(Solution solution, Edit[] edits, CancellationToken cancellation)
    {
        foreach (var file in edits.Distinct().GroupBy(edit => edit.Tree))
        {
            if (solution.GetDocument(file.Key) is not { } document)
                continue;
            var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
            var changes = file.OrderBy(edit => edit.Span.Start).Select(edit => new TextChange(edit.Span, edit.Text));
            solution = solution.WithDocumentText(document.Id, text.WithChanges(changes));
        }
        return solution;
    }
}
