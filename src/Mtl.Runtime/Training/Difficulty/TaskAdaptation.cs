using System.Globalization;
using TorchSharp;

namespace Mtl;

/// <summary>What follows the tasks of a run from epoch to epoch: their dropout rates and the factors of their learning rates.</summary>
internal sealed class TaskAdaptation
{
    private readonly ModelInfo _model;
    private readonly DropoutRate[] _dropouts;
    private readonly DropoutRule _dropoutRule;
    private readonly TaskLearningRates? _rateRule;
    private readonly TaskRates? _rates;
    private readonly MeasuredDifficulty _difficulty;
    private readonly int _epochs;

    private TaskAdaptation(ModelInfo model, DropoutRate[] dropouts, TaskRates? rates, TrainingOptions options)
    {
        _model = model;
        _dropouts = dropouts;
        _dropoutRule = options.AdaptiveDropout;
        _rates = rates;
        _rateRule = options.TaskLearningRates;
        _difficulty = new(options.Difficulty, model);
        _epochs = options.Epochs;
    }

    /// <summary>Begins a run.</summary>
    /// <param name="module">The model.</param>
    /// <param name="model">Its tasks.</param>
    /// <param name="rates">The factors of the learning rates; null without <see cref="TrainingOptions.TaskLearningRates"/>.</param>
    /// <param name="options">The rules.</param>
    /// <returns>Null if nothing follows the tasks.</returns>
    public static TaskAdaptation? Of(torch.nn.Module module, ModelInfo model, TaskRates? rates, TrainingOptions options)
    {
        DropoutRate[] dropouts = [.. module.children().OfType<DropoutRate>()];
        return dropouts.Length == 0 && rates is null ? null : new(model, dropouts, rates, options);
    }

    /// <summary>Sets the dropout rates and the factors of the next epoch.</summary>
    /// <param name="epoch">The epoch, from 1.</param>
    /// <param name="isInterrupted">Whether a checkpoint was within the epoch, so that the model has its dropout rates already.</param>
    /// <exception cref="InvalidOperationException">A rule of the user returned a number that cannot be used.</exception>
    public void BeginEpoch(int epoch, bool isInterrupted)
    {
        foreach (var dropout in isInterrupted ? [] : _dropouts)
            dropout.Value = Rate(At(dropout.Task, epoch), dropout);
        for (int task = 0; _rates is not null && task < _model.Tasks.Count; task++)
            _rates.Set(task, Factor(At(_model.Tasks[task].Name, epoch)));
    }

    /// <summary>Measures the difficulty of the tasks, and adds rates and factors to the result of an epoch.</summary>
    public EpochResult EndEpoch(EpochResult result)
    {
        _difficulty.Add(result);
        return result with { Tasks = [.. result.Tasks.Select(WithRates)] };
    }

    private TaskResult WithRates(TaskResult result, int task) => result with
    {
        DropoutRate = _dropouts.LastOrDefault(dropout => dropout.Task == result.Task)?.Value,
        LearningRateFactor = _rates?.Factors[task],
    };

    private TaskEpoch At(string task, int epoch) => new(task, epoch, _epochs, _difficulty[task]);

    private double Rate(TaskEpoch at, DropoutRate current)
    {
        double rate = _dropoutRule.Rate(at, current);
        return double.IsFinite(rate)
            ? Math.Clamp(rate, current.Min, current.Max)
            : throw Wrong(rate, at, "dropout rule", "rate", "a finite number");
    }

    private double Factor(TaskEpoch at)
    {
        double factor = _rateRule!.Factor(at);
        return double.IsFinite(factor) && factor >= 0
            ? factor
            : throw Wrong(factor, at, "rule of the learning rates", "factor", "a finite number of at least 0");
    }

    private static InvalidOperationException Wrong(double value, TaskEpoch at, string rule, string what, string expected)
    {
        string found = value.ToString(CultureInfo.InvariantCulture);
        return new($"The {rule} returned the {what} {found} for '{at.Task}' in epoch {at.Epoch}, but {expected} was expected.");
    }
}
