namespace Mtl;

/// <summary>Checks that the options of a training run fit the model, each other and the data, before the first step.</summary>
internal static class OptionsCheck
{
    /// <summary>Requires options that can be used.</summary>
    /// <param name="options">The options.</param>
    /// <param name="info">The model.</param>
    /// <param name="model">Its class.</param>
    /// <param name="balancing">The balancing method of the run, or null.</param>
    /// <param name="countValidation">Counts the labels of every task in the validation rows; null without validation rows.</param>
    /// <exception cref="ArgumentException">An option cannot be used.</exception>
    public static void Require(
        TrainingOptions options, ModelInfo info, Type model, TaskBalancing? balancing, Func<IReadOnlyList<long>>? countValidation)
    {
        if (options.Watch is { } watch && watch.Model != model)
        {
            throw new ArgumentException(
                $"{info.Name}: the option {nameof(TrainingOptions.Watch)} watches {watch.Model}, not the model that is trained.",
                nameof(options));
        }

        if (ComparesEpochs(options) is { } option)
            RequireValidation(option, options, info, countValidation);
        RequireBalancing(options, info, balancing);
    }

    /// <summary>The name of an option that compares epochs by their results on validation rows; null if none is set.</summary>
    private static string? ComparesEpochs(TrainingOptions options) =>
        options.EarlyStopping is not null ? nameof(TrainingOptions.EarlyStopping)
        : options.RestoreBest ? nameof(TrainingOptions.RestoreBest)
        : options.Schedule is { NeedsValidation: true } ? $"{nameof(Schedule)}.{nameof(Schedule.OnPlateau)}"
        : options.Difficulty.OnValidation ? $"{nameof(TrainingOptions.Difficulty)}.{nameof(TaskDifficulty.OnValidation)}"
        : null;

    private static void RequireValidation(
        string option, TrainingOptions options, ModelInfo info, Func<IReadOnlyList<long>>? countValidation)
    {
        if (countValidation is null)
        {
            throw new ArgumentException(
                $"{info.Name}: the option {option} compares epochs by their results on validation rows, but there are none: give some as "
                + "validation.",
                nameof(options));
        }

        var labels = countValidation();
        if (labels.Count > 0 && !Watch.Tasks(options.Watch, info).Any(task => labels[task] > 0))
        {
            string watched = options.Watch?.Describe(info) ?? "the objective";
            throw new ArgumentException(
                $"{info.Name}: the option {option} compares epochs by {watched}, but the validation rows have no label for it: give some, "
                + $"or set {nameof(TrainingOptions.Watch)} to another task.",
                nameof(options));
        }
    }

    private static void RequireBalancing(TrainingOptions options, ModelInfo info, TaskBalancing? balancing)
    {
        if (options.TaskLearningRates is { IncludesShared: true } && balancing is not GradientBalancing)
        {
            throw new ArgumentException(
                $"{info.Name}: the option {nameof(TrainingOptions.TaskLearningRates)} includes shared parameters, whose gradients of "
                + $"separate tasks are known to methods that derive from {nameof(GradientBalancing)} only, but the balancing method is "
                + $"{balancing?.GetType().Name ?? "none"}. Choose such a method, or leave the shared parameters out.",
                nameof(options));
        }

        if (options.AccumulateBatches > 1 && balancing is not null)
        {
            throw new ArgumentException(
                $"{info.Name}: the option {nameof(TrainingOptions.AccumulateBatches)} is {options.AccumulateBatches}, but the balancing "
                + $"method {balancing.GetType().Name} computes its weights from the losses or gradients of one batch. Train with larger "
                + "batches, or without a balancing method.",
                nameof(options));
        }
    }
}
