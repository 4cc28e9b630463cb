namespace Mtl;

/// <summary>Shows the progress of training on the console.</summary>
public static class ConsoleProgress
{
    private const int UsualWidth = 80;

    /// <summary>
    /// Shows progress on the standard output: a progress bar that is redrawn in place, and a line for every finished
    /// epoch. If the output is redirected to a file or a pipe, there is no bar and no control character.
    /// </summary>
    /// <returns>
    /// A display for <see cref="TrainingOptions.Progress"/>. It can be used for several training runs, one after the other.
    /// </returns>
    public static IProgress<TrainingProgress> Create()
        => Console.IsOutputRedirected ? CreatePlain(Console.Out) : CreateInteractive(Console.Out, ConsoleWidth);

    private static int ConsoleWidth() => Console.WindowWidth is > 0 and int columns ? columns : UsualWidth;

    /// <summary>Shows progress as lines of plain text, one for each finished epoch.</summary>
    /// <param name="output">The output.</param>
    /// <returns>A display for <see cref="TrainingOptions.Progress"/>.</returns>
    public static IProgress<TrainingProgress> CreatePlain(TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new PlainProgress(output);
    }

    /// <summary>Shows progress as a progress bar, redrawn in place by carriage returns, and a line for each finished epoch.</summary>
    /// <param name="output">A terminal.</param>
    /// <param name="width">Returns the number of columns of the terminal; null for 80 columns.</param>
    /// <returns>A display for <see cref="TrainingOptions.Progress"/>.</returns>
    public static IProgress<TrainingProgress> CreateInteractive(TextWriter output, Func<int>? width = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        return new InteractiveProgress(output, width ?? (() => UsualWidth));
    }
}
