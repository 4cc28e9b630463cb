using System.Collections;
using System.Globalization;
using System.Reflection;

namespace Mtl;

/// <summary>
/// What a run must have in common with the run of a checkpoint from which it goes on, as texts by name: its rows and its hyper-parameters.
/// </summary>
internal static class RunSettings
{
    private const string Key = "settings";

    /// <summary>The settings of a run.</summary>
    /// <param name="rows">The number of training rows.</param>
    /// <param name="hash">Their hash.</param>
    /// <param name="model">The model with the weights of its tasks.</param>
    /// <param name="options">The training options.</param>
    /// <param name="balancing">The balancing method, that of the options or of the model, or null.</param>
    /// <param name="optimizers">The optimizers, before the first step.</param>
    public static Dictionary<string, string> Of(
        long rows, string hash, ModelInfo model, TrainingOptions options, TaskBalancing? balancing, OptimizerSet optimizers)
    {
        string ofModel = balancing is null || options.Balancing is not null ? "" : " of the model";
        var settings = new Dictionary<string, string>
        {
            ["number of training rows"] = Text(rows),
            ["hash of the training rows"] = hash,
            [nameof(options.BatchSize)] = Text(options.BatchSize),
            [nameof(options.LearningRate)] = Text(options.LearningRate),
            [nameof(options.Seed)] = options.Seed is { } seed ? Text(seed) : "that of the model",
            [nameof(options.AccumulateBatches)] = Text(options.AccumulateBatches),
            [nameof(options.Schedule)] = Text(options.Schedule),
            [nameof(options.AdaptiveDropout)] = Text(options.AdaptiveDropout),
            [nameof(options.TaskLearningRates)] = Text(options.TaskLearningRates),
            [nameof(options.Difficulty)] = Text(options.Difficulty),
            [nameof(options.NonFinite)] = Text(options.NonFinite),
            [nameof(options.RestoreBest)] = Text(options.RestoreBest),
            [nameof(options.Watch)] = options.Watch?.Describe(model) ?? "the objective",
            [nameof(options.GradientClipNorm)] = options.GradientClipNorm is { } norm ? Text(norm) : "none",
            [nameof(options.Balancing)] = (balancing?.GetType().Name ?? "none") + ofModel,
        };
        foreach (var property in balancing is null ? [] : OptionsOf(balancing))
            settings.Add($"{nameof(options.Balancing)}.{property.Name}", Text(property.GetValue(balancing)));
        foreach (var task in model.Tasks)
            settings.Add($"weight of the task '{task.Name}'", Text(task.Weight));
        foreach (var number in model.Hyperparameters)
            settings.Add($"hyper-parameter {number.Name}", Text(number.Value));
        foreach (var (name, value) in optimizers.Settings())
            settings.Add(name, value);
        return settings;
    }

    /// <summary>Adds the settings to a checkpoint.</summary>
    public static void Save(CheckpointWriter checkpoint, Dictionary<string, string> settings) =>
        checkpoint.Add(Key, settings, CheckpointJson.Default.DictionaryStringString);

    /// <summary>Requires the settings of a checkpoint.</summary>
    /// <exception cref="ModelFileException">Some are different; the message has their names and values.</exception>
    public static void Require(CheckpointReader checkpoint, Dictionary<string, string> settings)
    {
        var stored = checkpoint.Value(Key, CheckpointJson.Default.DictionaryStringString);
        string[] different =
        [
            .. stored.Keys.Union(settings.Keys)
                .Select(name => (Name: name, Then: stored.GetValueOrDefault(name, "none"), Now: settings.GetValueOrDefault(name, "none")))
                .Where(setting => setting.Then != setting.Now)
                .Select(setting => setting.Name.StartsWith("hash", StringComparison.Ordinal)
                    ? "the values or the order of the training rows"
                    : $"{setting.Name}, which was {setting.Then} and is {setting.Now}"),
        ];
        if (different.Length == 0)
            return;
        throw checkpoint.Refusal(
            $"the run cannot go on from it with other settings: {string.Join("; ", different)}. Use those of the run.");
    }

    /// <summary>The options of a balancing method: what an initializer can set.</summary>
    private static IEnumerable<PropertyInfo> OptionsOf(TaskBalancing balancing) =>
        balancing.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Where(property => property is { CanRead: true, CanWrite: true } && property.GetIndexParameters().Length == 0);

    private static string Text(object? value) => value switch
    {
        null => "none",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable values and not string => string.Join(", ", values.Cast<object?>().Select(Text)),
        _ => value.ToString() ?? "",
    };
}
