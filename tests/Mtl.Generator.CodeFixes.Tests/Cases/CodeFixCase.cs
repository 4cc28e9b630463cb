namespace Mtl.Generator.CodeFixes.Tests;

/// <summary>A mistake, and the code after one of its fixes; both without the <c>using</c>s.</summary>
/// <param name="Rule">The rule that is broken.</param>
/// <param name="Title">The title of the code fix.</param>
/// <param name="Before">The code that breaks the rule.</param>
/// <param name="After">The code after the fix.</param>
internal sealed record CodeFixCase(string Rule, string Title, string Before, string After)
{
    public static CodeFixCase[] All { get; } = [.. DeclarationFixes.All, .. LayerFixes.All, .. HeadFixes.All];
}
