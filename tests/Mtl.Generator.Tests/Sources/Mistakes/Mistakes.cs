namespace Mtl.Generator.Tests;

/// <summary>Declarations that break a rule, at least one for each.</summary>
public static class Mistakes
{
    internal static Mistake[] All { get; } =
    [
        .. ModelMistakes.All, .. LayerMistakes.All, .. RowMistakes.All, .. SequenceMistakes.All, .. HeadMistakes.All,
        .. ModifierMistakes.All, .. SharingMistakes.All, .. BalancingMistakes.All,
    ];

    /// <summary>The rule, the marked code, and a part of the message.</summary>
    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var mistake in All)
                rows.Add(mistake.Rule, mistake.Marked, mistake.Message);
            return rows;
        }
    }
}
