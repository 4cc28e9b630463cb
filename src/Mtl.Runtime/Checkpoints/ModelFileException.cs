namespace Mtl;

/// <summary>A model file cannot be used: it is damaged, or it belongs to another model.</summary>
public sealed class ModelFileException : IOException
{
    /// <summary>Creates an exception for a model file that cannot be used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="problem">What is wrong with it, what was expected, and what to do.</param>
    /// <param name="innerException">The cause, if any.</param>
    public ModelFileException(string path, string problem, Exception? innerException = null)
        : base($"'{path}': {problem}", innerException)
        => Path = path;

    /// <summary>The file.</summary>
    public string Path { get; }
}
