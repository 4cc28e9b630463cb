using TorchSharp;

namespace Mtl;

/// <summary>
/// <c>Σ p·w·L</c> with <c>w = T·softmax(r/Temperature)</c> over the T tasks of the batch (Liu, Johns and Davison 2019). r is the mean loss
/// of the last epoch divided by that of the epoch before, so that a task whose loss falls slowly has a larger weight; all w are 1 in the
/// first two epochs. The two means are the state of the method.
/// </summary>
public sealed class DynamicWeightAverageBalancing : LossBalancing
{
    private const string Key = "history";

    private readonly double[] _sums;
    private readonly long[] _labels;

    /// <summary>Creates the method, without mean losses of earlier epochs.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    public DynamicWeightAverageBalancing(int tasks)
        : base(tasks)
    {
        _sums = new double[tasks];
        _labels = new long[tasks];
        register_buffer(Key, torch.full([2, tasks], float.NaN).DetachFromDisposeScope());
    }

    /// <summary>The temperature of the softmax, above 0: a higher one makes the weights more equal.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double Temperature { get; init => field = OptionRange.Above0(value, nameof(Temperature)); } = 2;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        double[] history = TensorValues.Read<double>(Remembered(Key));
        int count = history.Length / 2;
        for (int i = 0; i < tasks.Length; i++)
            weights[i] = Ratio(history[count + tasks[i].Index], history[tasks[i].Index]) / Temperature;
        Softmax.Apply(weights);
        double objective = 0;
        bool counts = training && AreFinite(tasks); // Losses that are not finite cancel the step.
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] *= tasks.Length * tasks[i].Preference;
            objective += weights[i] * tasks[i].Loss;
            if (!counts)
                continue;
            _sums[tasks[i].Index] += tasks[i].Loss * tasks[i].Labels;
            _labels[tasks[i].Index] += tasks[i].Labels;
        }

        return objective;
    }

    /// <summary>Stores the mean losses of the epoch. A task without labels in the epoch keeps its earlier means.</summary>
    public override void EndEpoch()
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var buffer = Remembered(Key);
        double[] history = TensorValues.Read<double>(buffer);
        for (int task = 0; task < _sums.Length; task++)
        {
            if (_labels[task] == 0)
                continue;
            history[task] = history[_sums.Length + task];
            history[_sums.Length + task] = _sums[task] / _labels[task];
        }

        buffer.copy_(torch.tensor(history, [2, _sums.Length]));
        ForgetEpoch();
    }

    /// <inheritdoc/>
    internal override double[] EpochSums
    {
        get => [.. _sums, .. _labels];
        set
        {
            for (int task = 0; task < _sums.Length; task++)
                (_sums[task], _labels[task]) = (value[task], (long)value[_sums.Length + task]);
        }
    }

    /// <inheritdoc/>
    internal override void ForgetEpoch()
    {
        Array.Clear(_sums);
        Array.Clear(_labels);
    }

    /// <summary>The ratio of the mean losses; 1 in the first two epochs, and if the earlier loss is 0.</summary>
    private static double Ratio(double last, double before) => before > 0 && double.IsFinite(last) ? last / before : 1;
}
