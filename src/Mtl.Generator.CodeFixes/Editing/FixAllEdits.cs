using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>
/// Fixes all mistakes of a kind at once: first all edits together, each only once, then one after the other the remedies that are more
/// than edits. Roslyn's batch fixer would skip a mistake whose remedy shares an edit with another one, for example of two classes
/// within one that is not partial.
/// </summary>
internal sealed class FixAllEdits(ModelCodeFix fix) : FixAllProvider
{
    public override async Task<CodeAction?> GetFixAsync(FixAllContext context)
    {
        var remedies = new List<Remedy>();
        foreach (var document in DocumentsOf(context))
        {
            foreach (var diagnostic in await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false))
            {
                if (await Mistake.ReadAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } mistake
                    || fix.RemediesFor(mistake).FirstOrDefault(remedy => fix.KeyOf(remedy) == context.CodeActionEquivalenceKey)
                        is not { } remedy)
                {
                    continue;
                }

                remedies.Add(remedy);
            }
        }
        return remedies.Count == 0
            ? null
            : CodeAction.Create(
                remedies[0].Title,
                cancellation => ApplyAsync(context.Solution, remedies, cancellation),
                context.CodeActionEquivalenceKey);
    }

    private static async Task<Solution> ApplyAsync(Solution solution, List<Remedy> remedies, CancellationToken cancellation)
    {
        var edits = new Remedy("", WithoutOverlaps(remedies.SelectMany(remedy => remedy.Edits)));
        solution = await edits.ApplyAsync(solution, cancellation).ConfigureAwait(false);
        foreach (var remedy in remedies.Where(remedy => remedy.Edits.Count == 0))
            solution = await remedy.ApplyAsync(solution, cancellation).ConfigureAwait(false);
        return solution;
    }

    private static IEnumerable<Document> DocumentsOf(FixAllContext context) => context.Scope switch
    {
        FixAllScope.Document => context.Document is { } document ? [document] : [],
        FixAllScope.Project => context.Project.Documents,
        _ => context.Solution.Projects.SelectMany(project => project.Documents),
    };

    /// <summary>Keeps the first of edits that overlap. A mistake whose edit is dropped is reported again.</summary>
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
