using System.Text.Json;

namespace Mtl;

/// <summary>The metadata of a model file: the name and tasks, which identify its model, and the hyper-parameters.</summary>
internal static class ModelIdentity
{
    private const string SchemaKey = "mtlgen.schema";
    private const string ModelKey = "mtlgen.model";
    private const string TasksKey = "mtlgen.tasks";
    private const string HyperparametersKey = "mtlgen.hyperparameters";
    private const string Schema = "2";

    /// <summary>The schema of files with vocabularies in the metadata and without a checksum.</summary>
    private const string OldSchema = "1";

    /// <summary>The metadata to save; Python libraries read <c>format</c>.</summary>
    public static Dictionary<string, string> ToMetadata(ModelInfo model) => new Dictionary<string, string>
    {
        ["format"] = "pt",
        [SchemaKey] = FileSeal.Open(Schema),
        [ModelKey] = model.Name,
        [TasksKey] = JsonSerializer.Serialize(Tasks(model), ModelIdentityJson.Default.StoredTaskArray),
        [HyperparametersKey] = JsonSerializer.Serialize(
            model.Hyperparameters.ToDictionary(number => number.Name, number => number.Value),
            ModelIdentityJson.Default.DictionaryStringDouble),
    };

    /// <summary>Whether a file has its vocabularies in the metadata.</summary>
    public static bool IsOld(IReadOnlyDictionary<string, string> metadata) => metadata.GetValueOrDefault(SchemaKey) == OldSchema;

    /// <summary>The checksum in a file; null if there is none, as in files of older versions or of other programs.</summary>
    public static string? Digest(IReadOnlyDictionary<string, string> metadata) =>
        metadata.TryGetValue(SchemaKey, out string? schema) ? FileSeal.Read(schema).Digest : null;

    /// <summary>The hyper-parameters in a file; none in files of older versions.</summary>
    /// <exception cref="ModelFileException">They cannot be read.</exception>
    public static SavedHyperparameters Hyperparameters(IReadOnlyDictionary<string, string> metadata, string path)
    {
        if (!metadata.TryGetValue(HyperparametersKey, out string? json))
            return new([]);
        try
        {
            return new(JsonSerializer.Deserialize(json, ModelIdentityJson.Default.DictionaryStringDouble) ?? []);
        }
        catch (JsonException e)
        {
            throw SafetensorsHeader.Damaged(path, $"the text of {HyperparametersKey} cannot be read ({e.Message}).", e);
        }
    }

    /// <summary>Checks that a file's metadata identify <paramref name="model"/>.</summary>
    /// <exception cref="ModelFileException">The file belongs to another model, or is not a file of MtlGen.</exception>
    public static void Require(IReadOnlyDictionary<string, string> metadata, ModelInfo model, string path)
    {
        if (!metadata.TryGetValue(SchemaKey, out string? schema) || !metadata.TryGetValue(ModelKey, out string? name)
            || !metadata.TryGetValue(TasksKey, out string? tasks))
        {
            throw new ModelFileException(
                path,
                $"it holds tensors, but no MtlGen model: {SchemaKey}, {ModelKey} or {TasksKey} is missing from its metadata. "
                + $"Expected a file that '{model.Name}' has saved.");
        }

        schema = FileSeal.Read(schema).Schema;
        if (schema is not (Schema or OldSchema))
        {
            throw new ModelFileException(
                path,
                $"it has version {schema} of MtlGen's model files, but this library reads the versions {OldSchema} and {Schema}. "
                + "Use the version of MtlGen that saved it.");
        }

        if (name != model.Name)
        {
            throw new ModelFileException(
                path, $"it belongs to the model '{name}', but '{model.Name}' is to be loaded. Load it with the class that saved it.");
        }

        RequireTasks(ParseTasks(tasks, path), Tasks(model), path);
    }

    private static void RequireTasks(StoredTask[] found, StoredTask[] expected, string path)
    {
        for (int i = 0; i < Math.Max(found.Length, expected.Length); i++)
        {
            var (stored, own) = (found.ElementAtOrDefault(i), expected.ElementAtOrDefault(i));
            string inFile = Describe(stored);
            string inModel = Describe(stored is { Quantiles: null } && own is not null ? own with { Quantiles = null } : own);
            if (inFile != inModel)
            {
                throw new ModelFileException(
                    path,
                    $"task {i + 1} is {inFile} in the file, but {inModel} in the model. "
                    + "Load it with the version of the class that saved it, or train again.");
            }
        }
    }

    private static StoredTask[] ParseTasks(string json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, ModelIdentityJson.Default.StoredTaskArray) ?? [];
        }
        catch (JsonException e)
        {
            throw SafetensorsHeader.Damaged(path, $"the text of {TasksKey} cannot be read ({e.Message}).", e);
        }
    }

    private static string Describe(StoredTask? task) => task switch
    {
        null => "absent",
        { Quantiles: { } quantiles } => $"'{task.Name}' ({task.Kind} {string.Join(", ", quantiles.Select(Figure.Exact))})",
        { Classes: [] } => $"'{task.Name}' ({task.Kind})",
        _ => $"'{task.Name}' ({task.Kind} of {string.Join(", ", task.Classes)})",
    };

    private static StoredTask[] Tasks(ModelInfo model)
        => [.. model.Tasks.Select(task => new StoredTask(task.StateKey ?? task.Name, task.Kind, [.. task.Classes])
        {
            Quantiles = task.Quantiles.Count > 0 ? [.. task.Quantiles] : null,
        })];
}
