namespace Mtl;

/// <summary>Redraws a progress bar in place and writes a line for every finished epoch.</summary>
internal sealed class InteractiveProgress(TextWriter output, Func<int> width) : IProgress<TrainingProgress>
{
    /// <summary>The shortest time between two redraws: a write to a terminal takes longer than a training step of a small model.</summary>
    private static readonly TimeSpan s_redrawInterval = TimeSpan.FromMilliseconds(100);

    private bool _started;
    private TimeSpan? _drawnAt;
    private int _drawnLength;

    public void Report(TrainingProgress value)
    {
        if (value.IsPreparing && !value.Ended)
        {
            Draw(value, ProgressText.Preparing);
            return;
        }

        if (!_started && !value.IsPreparing)
            WritePermanent(ProgressText.Heading(value));
        _started = true;

        if (value.Ended)
            End();
        else if (value.Finished is { } epoch)
            WritePermanent(ProgressText.Epoch(epoch, value.Epochs));
        else if (_drawnAt is not { } last || value.Elapsed - last >= s_redrawInterval)
            Draw(value, ProgressText.Bar(value, output.Encoding));
    }

    private void Draw(TrainingProgress value, string bar)
    {
        // The last column stays empty: a character there makes some terminals scroll.
        bar = bar[..Math.Min(bar.Length, Math.Max(width() - 1, 0))];
        output.Write($"\r{bar.PadRight(_drawnLength)}");
        output.Flush();
        _drawnLength = bar.Length;
        _drawnAt = value.Elapsed;
    }

    private void WritePermanent(string line)
    {
        output.WriteLine(_drawnLength == 0 ? line : $"\r{line.PadRight(_drawnLength)}");
        _drawnLength = 0;
        _drawnAt = null;
    }

    /// <summary>Ends the run. The bar of an unfinished epoch stays visible.</summary>
    private void End()
    {
        if (_drawnLength > 0)
            output.WriteLine();
        _started = false;
        _drawnLength = 0;
        _drawnAt = null;
    }
}
