namespace Mtl.Tests;

/// <summary>Keeps all reports of a training.</summary>
internal sealed class ProgressRecorder(List<TrainingProgress> reports) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value) => reports.Add(value);
}
