namespace Mtl;

/// <summary>A warning about a row of data that can still be used.</summary>
/// <param name="Row">The row's index in its source, from 0.</param>
/// <param name="Member">The feature or label.</param>
/// <param name="Message">What was found, and what to do.</param>
public sealed record RowWarning(int Row, string Member, string Message)
{
    /// <summary>Occurs with every warning. Without a subscriber, warnings are written to the standard error output.</summary>
    /// <remarks>Several threads may read rows; the handlers are called on the thread that reads the row.</remarks>
    public static event Action<RowWarning>? Reported;

    /// <summary>"row 3: feature 'Time' is …".</summary>
    public override string ToString() => $"row {Row}: {Message}";

    /// <summary>Raises <see cref="Reported"/>, or writes the warning to the standard error output.</summary>
    internal static void Report(RowWarning warning)
    {
        if (Reported is { } handlers)
            handlers(warning);
        else
            Console.Error.WriteLine($"MtlGen warning: {warning}");
    }
}
