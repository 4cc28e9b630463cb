namespace Mtl;

/// <summary>Shows training on the console.</summary>
public static class ConsoleProgress
{
    private const int UsualWidth = 80;

    /// <summary>
    /// Shows training on the standard output: a progress bar that is rewritten in place, and a line that stays for every finished
    /// epoch. Where the output goes to a file or a pipe there is no bar and no control character.
    /// </summary>
    /// <returns>A display for <see cref="TrainingOptions.Progress"/>; it serves one run after another.</returns>
    public static IProgress<TrainingProgress> Create()
        => Console.IsOutputRedirected ? CreatePlain(Console.Out) : CreateInteractive(Console.Out, ConsoleWidth);

    private static int ConsoleWidth() => Console.WindowWidth is > 0 and int columns ? columns : UsualWidth;

    /// <summary>Shows training as lines of plain text, one per finished epoch.</summary>
    /// <param name="output">Where to write.</param>
    /// <returns>A display for <see cref="TrainingOptions.Progress"/>.</returns>
    public static IProgress<TrainingProgress> CreatePlain(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new PlainProgress(output);
    }

    /// <summary>Shows training as a progress bar, rewritten in place by carriage returns, and a line per finished epoch.</summary>
    /// <param name="output">A terminal.</param>
    /// <param name="width">Tells the number of the terminal's columns; null stands for 80.</param>
    /// <returns>A display for <see cref="TrainingOptions.Progress"/>.</returns>
    public static IProgress<TrainingProgress> CreateInteractive(TextWriter output, Func<int>? width = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new InteractiveProgress(output, width ?? (() => UsualWidth));
    }
}
