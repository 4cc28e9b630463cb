namespace Mtl;

/// <summary>Writes a heading and a line for each finished epoch.</summary>
internal sealed class PlainProgress(TextWriter output) : IProgress<TrainingProgress>
{
    private bool _started;

    public void Report(TrainingProgress value)
    {
        if (value.IsPreparing)
        {
            if (!value.Ended)
                output.WriteLine(ProgressText.Preparing);
            return;
        }

        if (!_started)
            output.WriteLine(ProgressText.Heading(value));
        if (value.Finished is { } epoch)
            output.WriteLine(ProgressText.Epoch(epoch, value.Epochs));
        _started = !value.Ended;
    }
}
