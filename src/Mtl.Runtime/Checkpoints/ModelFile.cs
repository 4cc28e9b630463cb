using System.ComponentModel;
using TorchSharp;

namespace Mtl.CompilerServices;

/// <summary>Saves the parameters and buffers of models in the safetensors format and loads them again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ModelFile
{
    /// <summary>Saves a model. An existing file is replaced when the new one is complete.</summary>
    /// <remarks>The state of the model's <see cref="ModelRandom"/> is not saved, and neither are optimizers.</remarks>
    /// <param name="model">The model.</param>
    /// <param name="info">Its name, tasks and hyper-parameters, which are saved too.</param>
    /// <param name="path">The file, usually <c>….safetensors</c>.</param>
    /// <param name="vocabularies">The model's vocabularies, which are saved too.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    /// <exception cref="ObjectDisposedException">The model, or one of its tensors, was freed; an existing file is unchanged.</exception>
    public static void Save(torch.nn.Module model, ModelInfo info, string path, params Vocabulary[] vocabularies)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(info);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(vocabularies);
        using var reading = ModelLock.Of(model).Read(); // No training step is running.
        using var scope = torch.NewDisposeScope();
        Write(path, StateOf(model, vocabularies), ModelIdentity.ToMetadata(info));
    }

    /// <summary>Reads the hyper-parameters of a model before it is created.</summary>
    /// <remarks>Names that the model does not have any more are ignored: what they controlled is not in the model either.</remarks>
    /// <param name="info">The model's name and tasks; those in the file must be equal.</param>
    /// <param name="path">The file.</param>
    /// <param name="make">Creates the hyper-parameters from those in the file.</param>
    /// <returns>What <paramref name="make"/> returns.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="ModelFileException">The file cannot be read, belongs to another model, or has a value out of range.</exception>
    public static THyperparameters ReadHyperparameters<THyperparameters>(
        ModelInfo info, string path, Func<SavedHyperparameters, THyperparameters> make)
    {
        ArgumentNullException.ThrowIfNull(info);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(make);
        path = Path.GetFullPath(path);
        using var file = Open(path);
        var header = SafetensorsHeader.Read(file);
        ModelIdentity.Require(header.Metadata, info, path);
        try
        {
            return make(ModelIdentity.Hyperparameters(header.Metadata, path));
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw new ModelFileException(
                path, $"one of its hyper-parameters is not valid. {e.Message} Load it with others, the argument 'hyperparameters'.", e);
        }
    }

    /// <summary>Loads a model. The whole file is checked and read before the first parameter changes.</summary>
    /// <remarks>
    /// A model that was saved in another precision, for example <c>float64</c>, is loaded in that precision. The file's checksum is
    /// verified; files of older versions or of other programs have none, which the result reports.
    /// </remarks>
    /// <param name="model">The model, which keeps its device.</param>
    /// <param name="info">Its name and tasks; those in the file must be equal.</param>
    /// <param name="path">The file.</param>
    /// <param name="vocabularies">The model's vocabularies; receive the saved values.</param>
    /// <returns>Properties of the file.</returns>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="ModelFileException">
    /// The file cannot be read, is damaged or belongs to another model; the model is unchanged.
    /// </exception>
    public static LoadReport Load(torch.nn.Module model, ModelInfo info, string path, params Vocabulary[] vocabularies)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(info);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(vocabularies);
        path = Path.GetFullPath(path);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var file = Open(path);
        var header = SafetensorsHeader.Read(file);
        ModelIdentity.Require(header.Metadata, info, path);
        string? digest = ModelIdentity.Digest(header.Metadata);
        if (digest is not null)
            FileSeal.Require(file, header.DataStart, digest);
        var values = vocabularies.Select(vocabulary => StoredVocabulary.Read(file, header, vocabulary)).ToArray();
        header = OfModel(header, vocabularies);
        var state = model.state_dict();
        var standardizations = new StoredStandardizations(model);
        var precision = OtherPrecision(header.Tensors, state, standardizations);
        RequireSameTensors(header.Tensors, state, standardizations, precision, path);

        var loaded = header.Tensors
            .Select(tensor => (tensor.Name, Type: SafetensorsType.FloatOf(tensor.Type) ?? state[tensor.Name].dtype, Tensor: tensor))
            .Select(tensor => (tensor.Name, Value: Safetensors.Read(file, header, tensor.Tensor, tensor.Type)))
            .ToArray();
        if (precision is { } type)
            state = model.to(type).state_dict();
        foreach (var (name, value) in loaded)
            state[name].copy_(value);
        standardizations.CompleteCounts(header.Tensors);
        foreach (var (vocabulary, stored) in vocabularies.Zip(values))
            vocabulary.Restore(stored);
        return new(path, HasChecksum: digest is not null, precision ?? model.parameters().First().dtype);
    }

    /// <summary>The tensors of a model that are saved: its state, and its vocabularies as tensors in the current dispose scope.</summary>
    /// <exception cref="ObjectDisposedException">The model, or one of its tensors, was freed.</exception>
    internal static Dictionary<string, torch.Tensor> StateOf(torch.nn.Module model, IEnumerable<Vocabulary> vocabularies)
    {
        var state = model.state_dict();
        ObjectDisposedException.ThrowIf(state.Count == 0, model);
        BuiltState.Require(model, state);
        foreach (var vocabulary in vocabularies)
            state.Add(StoredVocabulary.Key(vocabulary), StoredVocabulary.ToTensor(vocabulary));
        return state;
    }

    /// <summary>Writes tensors and metadata with a checksum. An existing file is replaced when the new one is complete.</summary>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    internal static void Write(
        string path, IReadOnlyDictionary<string, torch.Tensor> tensors, IReadOnlyDictionary<string, string> metadata) =>
        AtomicFile.Write(path, file =>
        {
            long headerLength = Safetensors.Write(file, tensors, metadata);
            FileSeal.Close(file, headerLength);
        });

    /// <summary>The header without the tensors that are not in <c>state_dict</c>: vocabularies and the state of a training run.</summary>
    internal static SafetensorsHeader OfModel(SafetensorsHeader header, IEnumerable<Vocabulary> vocabularies) => header.Without(
    [
        .. vocabularies.Select(StoredVocabulary.Key),
        .. header.Tensors.Select(tensor => tensor.Name).Where(name => name.StartsWith(CheckpointFile.Prefix, StringComparison.Ordinal)),
    ]);

    /// <summary>Opens a regular file. Devices and pipes are refused, because reading from a pipe could wait forever.</summary>
    internal static FileStream Open(string path)
    {
        string target = PhysicalPath.Resolve(path)
            ?? throw new ModelFileException(path, "its links form a cycle. Link it to a file.");
        if (Directory.Exists(target))
            throw new ModelFileException(path, "it is a folder; a safetensors file was expected.");
        var info = new FileInfo(target); // Of the target, because the length of a link is that of its text.
        if (!info.Exists && new FileInfo(path).LinkTarget is not null)
            throw new ModelFileException(path, $"it is a link to '{target}', which does not exist. Link it to a file.");
        if (info is { Exists: true, Length: < SafetensorsHeader.PrefixLength })
            throw SafetensorsHeader.TooShort(path, info.Length);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ModelFileException(path, "it cannot be read, because the permission is missing.", e);
        }
    }

    /// <summary>The common floating-point type of the tensors in the file; null if there is none, or if it is the model's.</summary>
    private static torch.ScalarType? OtherPrecision(
        IReadOnlyList<SafetensorsTensor> tensors, Dictionary<string, torch.Tensor> state, StoredStandardizations standardizations)
    {
        string[] types = [.. tensors
            .Where(tensor => !standardizations.AreExact(tensor.Name))
            .Where(tensor => state.TryGetValue(tensor.Name, out var own) && own.is_floating_point())
            .Select(tensor => tensor.Type)
            .Distinct()];
        bool isOther = types is [var only] && SafetensorsType.FloatOf(only) is { } type
            && state.Any(own => !standardizations.AreExact(own.Key) && StoredType(own.Value, type) != own.Value.dtype);
        return isOther ? SafetensorsType.FloatOf(types[0]) : null;
    }

    /// <summary>The type of a tensor of the model in a file of some precision.</summary>
    private static torch.ScalarType StoredType(torch.Tensor own, torch.ScalarType? precision) =>
        own.is_floating_point() ? precision ?? own.dtype : own.dtype;

    /// <summary>Requires that a file has the tensors of a model.</summary>
    /// <exception cref="ModelFileException">Their names, shapes or types differ.</exception>
    internal static void RequireSameTensors(
        IReadOnlyList<SafetensorsTensor> tensors, Dictionary<string, torch.Tensor> state, StoredStandardizations standardizations,
        torch.ScalarType? precision, string path)
    {
        var found = tensors.ToDictionary(tensor => tensor.Name, tensor => tensor.Layout);
        string[] problems = [.. Differences(
            found,
            expected: state
                .Where(tensor => found.ContainsKey(tensor.Key) || !standardizations.CanBeMissing(tensor.Key))
                .ToDictionary(tensor => tensor.Key, tensor => Layout(tensor.Value, TypeOf(tensor.Key))))];
        if (problems.Length > 0)
        {
            throw new ModelFileException(
                path,
                "its tensors are not those of the model. Load it with the version of the class that saved it, or train again."
                + string.Concat(problems.Select(problem => $"\n  {problem}")));
        }

        torch.ScalarType? TypeOf(string name) =>
            standardizations.AreExact(name) && tensors.FirstOrDefault(tensor => tensor.Name == name) is { } tensor
                ? SafetensorsType.FloatOf(tensor.Type)
                : precision;
    }

    private static IEnumerable<string> Differences(Dictionary<string, string> found, Dictionary<string, string> expected)
        =>
        [
            .. expected.Where(tensor => !found.ContainsKey(tensor.Key)).Select(tensor => $"missing: {tensor.Key}, {tensor.Value}"),
            .. found.Where(tensor => !expected.ContainsKey(tensor.Key)).Select(tensor => $"unexpected: {tensor.Key}, {tensor.Value}"),
            .. found.Where(tensor => expected.GetValueOrDefault(tensor.Key, tensor.Value) != tensor.Value)
                .Select(tensor => $"different: {tensor.Key} is {tensor.Value} in the file, but {expected[tensor.Key]} in the model"),
        ];

    private static string Layout(torch.Tensor tensor, torch.ScalarType? precision) =>
        SafetensorsTensor.Describe(SafetensorsType.Of(StoredType(tensor, precision)), tensor.shape);
}
