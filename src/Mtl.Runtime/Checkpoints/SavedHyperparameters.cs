using System.ComponentModel;

namespace Mtl.CompilerServices;

/// <summary>The hyper-parameters in a model file.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SavedHyperparameters
{
    private readonly Dictionary<string, double> _values;

    internal SavedHyperparameters(Dictionary<string, double> values) => _values = values;

    /// <summary>Reads a value, whose range is not checked.</summary>
    /// <param name="name">The name of the hyper-parameter.</param>
    /// <param name="declared">The declared value, for a file without this one.</param>
    /// <returns>The value in the file, else <paramref name="declared"/>.</returns>
    public double Read(string name, double declared) => _values.GetValueOrDefault(name, declared);
}
