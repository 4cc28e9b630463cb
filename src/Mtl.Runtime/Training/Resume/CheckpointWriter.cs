using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TorchSharp;

namespace Mtl;

/// <summary>Collects the state of a training run for a checkpoint: tensors, and values as JSON, by name.</summary>
internal sealed class CheckpointWriter
{
    private readonly Dictionary<string, torch.Tensor> _tensors = [];
    private readonly Dictionary<string, JsonElement> _values = [];

    /// <summary>The tensors with the names that they have in the file.</summary>
    public IReadOnlyDictionary<string, torch.Tensor> Tensors => _tensors;

    /// <summary>The values as one JSON document.</summary>
    public string Json => JsonSerializer.Serialize(_values, CheckpointJson.Default.DictionaryStringJsonElement);

    /// <summary>Adds a tensor, which is read when the file is written.</summary>
    public void Add(string name, torch.Tensor tensor) => _tensors.Add(CheckpointFile.Prefix + name, tensor);

    /// <summary>Adds a value.</summary>
    public void Add<T>(string name, T value, JsonTypeInfo<T> type) =>
        _values.Add(name, JsonSerializer.SerializeToElement(value, type));
}
