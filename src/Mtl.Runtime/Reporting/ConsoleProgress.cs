namespace Mtl;

/// <summary>Shows training on the console.</summary>
public static class ConsoleProgress
{
    /// <summary>Makes a progress display for <see cref="TrainingOptions.Progress"/>.</summary>
    public static IProgress<TrainingProgress> Create() => throw new NotImplementedException();
}
