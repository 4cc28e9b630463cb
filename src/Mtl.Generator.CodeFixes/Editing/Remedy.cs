using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>A span of source text and the text that replaces it. Everything around it keeps its formatting.</summary>
internal sealed record Edit(SyntaxTree Tree, TextSpan Span, string Text)
{
    public static Edit Replace(SyntaxNode node, string text) => new(node.SyntaxTree, node.Span, text);

    public static Edit Replace(SyntaxToken token, string text) => new(token.SyntaxTree!, token.Span, text);

    public static Edit Insert(SyntaxTree tree, int position, string text) => new(tree, new TextSpan(position, 0), text);

    public static Edit Remove(SyntaxTree tree, int start, int end) => new(tree, TextSpan.FromBounds(start, end), "");
}

/// <summary>One way to fix a mistake.</summary>
internal sealed class Remedy(string title, Func<Solution, CancellationToken, Task<Solution>> apply)
{
    public Remedy(string title, params Edit[] edits)
        : this(title, (solution, cancellation) => EditAsync(solution, edits, cancellation)) => Edits = edits;

    /// <summary>The text in the editor's menu.</summary>
    public string Title { get; } = title;

    /// <summary>The edits; none if the remedy is more than edits.</summary>
    public IReadOnlyList<Edit> Edits { get; } = [];

    /// <summary>Distinguishes the remedies of a code fix that offers several: those of the same kind can be applied all at once.</summary>
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
