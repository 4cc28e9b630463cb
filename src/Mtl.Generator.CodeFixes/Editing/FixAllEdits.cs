using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>
/// Mends all mistakes of a kind at once: all edits together, each only once. The usual provider would drop a mistake whose remedy
/// shares an edit with another's, as those of two classes within one that is not partial.
/// </summary>
internal sealed class FixAllEdits(ModelCodeFix fix) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var edits = new List<Edit>();
        var title = "";
        foreach (var document in DocumentsOf(context))
        {
            foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
            {
                if (await Mistake.ReadAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } mistake
                    || fix.RemediesFor(mistake).FirstOrDefault(remedy => fix.KeyOf(remedy) == context.CodeActionEquivalenceKey) is not { } remedy)
                {
                    continue;
                }

                edits.AddRange(remedy.Edits);
                title = remedy.Title;
            }
        }
        var all = new Remedy(title, WithoutOverlaps(edits));
        return edits.Count == 0 ? null : CodeAction.Create(title, cancellation => all.ApplyAsync(context.Solution, cancellation), context.CodeActionEquivalenceKey);
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document => context.Document is { } document ? [document] : [],
        FixAllScope.Project => context.Project.Documents,
        _ => context.Solution.Projects.SelectMany(project => project.Documents),
    };

    /// <summary>Of edits that overlap the first stands; what is left shows up as a mistake again.</summary>
    private static Edit[] WithoutOverlaps(IEnumerable<Edit> edits)
    {
        var kept = ImmutableArray.CreateBuilder<Edit>();
        foreach (var edit in edits.Distinct())
        {
            if (!kept.Any(other => other.Tree == edit.Tree && other.Span.OverlapsWith(edit.Span)))
                kept.Add(edit);
        }
        return kept.ToArray();
    }
}
