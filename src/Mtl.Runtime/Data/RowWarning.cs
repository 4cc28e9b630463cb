namespace Mtl;

/// <summary>Something about a row of data that its owner should know, but that keeps nobody from using it.</summary>
/// <param name="Row">The row's index in its source, from 0.</param>
/// <param name="Member">The feature or label that it is about.</param>
/// <param name="Message">What was found, and what to do.</param>
public sealed record RowWarning(int Row, string Member, string Message)
{
    /// <summary>Is called with every warning. While nobody listens, warnings go to the standard error output.</summary>
    /// <remarks>Rows may be read by several threads, and the handlers are called by the thread that reads the row.</remarks>
    public static event Action<RowWarning>? Reported;

    /// <summary>"row 3: feature 'Time' is …".</summary>
    public override string ToString() => $"row {Row}: {Message}";

    /// <summary>Hands a warning to those who listen.</summary>
    internal static void Report(RowWarning warning)
    {
        if (Reported is { } handlers)
            handlers(warning);
        else
            Console.Error.WriteLine($"MtlGen warning: {warning}");
    }
}
