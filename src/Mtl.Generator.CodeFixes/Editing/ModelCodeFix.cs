using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Mtl.Generator.CodeFixes.Editing;

/// <summary>Offers the remedies for diagnostics of some rules: one at a time, or all of a kind at once.</summary>
public abstract class ModelCodeFix : CodeFixProvider
{
    private protected ModelCodeFix(params string[] rules) => FixableDiagnosticIds = rules.ToImmutableArray();

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; }

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => new FixAllEdits(this);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Mistake.ReadAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } mistake)
                continue;
            foreach (var remedy in RemediesFor(mistake))
            {
                var solution = context.Document.Project.Solution;
                context.RegisterCodeFix(
                    CodeAction.Create(remedy.Title, cancellation => remedy.ApplyAsync(solution, cancellation), KeyOf(remedy)),
                    diagnostic);
            }
        }
    }

    /// <summary>The equivalence key of a remedy. Remedies with the same key can be applied all at once.</summary>
    internal string KeyOf(Remedy remedy) => $"{GetType().Name}.{remedy.Kind}";

    /// <summary>The remedies for a mistake, the likeliest first; none where a remedy would be a guess.</summary>
    internal abstract IEnumerable<Remedy> RemediesFor(Mistake mistake);
}
