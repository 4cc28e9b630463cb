using TorchSharp;

namespace Mtl;

/// <summary>
/// The standardizations of a model in its files. Mean and deviation are <c>float64</c> in models of every precision. Files of older
/// versions have them in the model's precision, and have no counts.
/// </summary>
internal sealed class StoredStandardizations
{
    private readonly Dictionary<string, Standardization> _counts;
    private readonly HashSet<string> _numbers;

    /// <summary>Finds the standardizations of a model.</summary>
    public StoredStandardizations(torch.nn.Module model)
    {
        var all = model.named_modules().Where(part => part.module is Standardization).ToArray();
        _counts = all.ToDictionary(part => $"{part.name}.counts", part => (Standardization)part.module);
        _numbers = [.. all.SelectMany(part => new[] { $"{part.name}.mean", $"{part.name}.deviation" })];
    }

    /// <summary>Whether a tensor is <c>float64</c> in models of any precision.</summary>
    public bool AreExact(string tensor) => _numbers.Contains(tensor);

    /// <summary>Whether a tensor of the model can be missing in a file.</summary>
    public bool CanBeMissing(string tensor) => _counts.ContainsKey(tensor);

    /// <summary>Sets counts that are missing in a file to the number of rows: older versions fitted all numbers together.</summary>
    public void CompleteCounts(IEnumerable<SafetensorsTensor> tensors)
    {
        foreach (string missing in _counts.Keys.Except(tensors.Select(tensor => tensor.Name)))
            _counts[missing].CountRows();
    }
}
