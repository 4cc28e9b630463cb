using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using TorchSharp;

namespace Mtl;

/// <summary>The state of a training run in a checkpoint, whose checksum was verified.</summary>
internal sealed class CheckpointReader : IDisposable
{
    private readonly FileStream _file;
    private readonly Dictionary<string, SafetensorsTensor> _tensors;
    private readonly Dictionary<string, JsonElement> _values;

    /// <summary>Reads the values of an open file, which is closed with this object.</summary>
    /// <exception cref="ModelFileException">The values cannot be read.</exception>
    public CheckpointReader(FileStream file, SafetensorsHeader header, string json)
    {
        _file = file;
        Header = header;
        _tensors = header.Tensors.ToDictionary(tensor => tensor.Name);
        _values = Parse(json, CheckpointJson.Default.DictionaryStringJsonElement);
    }

    /// <summary>The file.</summary>
    public string Path => _file.Name;

    /// <summary>The header of the file.</summary>
    public SafetensorsHeader Header { get; }

    /// <summary>The names of the tensors that begin with a prefix, without it.</summary>
    public IEnumerable<string> Names(string prefix)
    {
        prefix = CheckpointFile.Prefix + prefix;
        return _tensors.Keys.Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => name[prefix.Length..]);
    }

    /// <summary>Reads a tensor of the run, on the CPU.</summary>
    public torch.Tensor Tensor(string name) => TensorOfModel(CheckpointFile.Prefix + name);

    /// <summary>Reads a tensor of the model, on the CPU.</summary>
    public torch.Tensor TensorOfModel(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
            throw Missing(name);
        var type = SafetensorsType.ToTorch(tensor.Type) ?? throw Missing($"{name} of a known type");
        return Safetensors.Read(_file, Header, tensor, type);
    }

    /// <summary>Copies a tensor of the run to one of the same shape.</summary>
    public void CopyTo(string name, torch.Tensor target)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var value = Tensor(name);
        if (!value.shape.SequenceEqual(target.shape))
            throw Missing($"{name} of the shape [{string.Join(", ", target.shape)}]");
        target.copy_(value);
    }

    /// <summary>Reads the state of a generator. An invalid one would end the process when it is set.</summary>
    public torch.Tensor GeneratorState(string name)
    {
        var state = Tensor(name);
        using var valid = torch.random.get_rng_state();
        return state.dtype == valid.dtype && state.shape.SequenceEqual(valid.shape) && GlobalGenerator.IsWhole(state.bytes)
            ? state
            : throw Missing($"valid {name}");
    }

    /// <summary>Reads the values of a vocabulary; null if it was not fitted.</summary>
    public string[]? Values(Vocabulary vocabulary) => StoredVocabulary.Read(_file, Header, vocabulary);

    /// <summary>Reads a value of the run.</summary>
    public T Value<T>(string name, JsonTypeInfo<T> type) =>
        _values.TryGetValue(name, out var value) ? Parse(value.GetRawText(), type) : throw Missing(name);

    /// <summary>Creates the exception for a run that cannot go on from this checkpoint.</summary>
    /// <param name="problem">What is different.</param>
    public ModelFileException Refusal(string problem) =>
        new(Path, $"{problem} To begin a new run, give its checkpoints another folder.");

    public void Dispose() => _file.Dispose();

    private ModelFileException Missing(string name) =>
        Refusal($"the run cannot go on from it, because it has no {name}: another version of the class or of MtlGen saved it.");

    private T Parse<T>(string json, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(json, type) ?? throw new JsonException("it is null.");
        }
        catch (JsonException e)
        {
            throw new ModelFileException(Path, $"the state of its training run cannot be read ({e.Message}).", e);
        }
    }
}
