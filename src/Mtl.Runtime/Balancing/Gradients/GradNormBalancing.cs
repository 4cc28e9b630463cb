using TorchSharp;

namespace Mtl;

/// <summary>
/// <c>Σ w·g</c> with <c>w = T·softmax(s)</c> over the T tasks of the batch, which weights the task-specific parameters too (Chen et al.
/// 2018). s is learned by minimizing <c>Σ |w·‖g‖ − target|</c> with <c>target = mean(w·‖g‖)·r^Alpha</c>, a constant in the derivative,
/// where <c>r = (L/L₀)/mean(L/L₀)</c> and L₀ is the first loss of the task: a task that learns slowly gets a larger gradient. Preferences
/// are ignored.
/// </summary>
public sealed class GradNormBalancing : GradientBalancing
{
    private const string Key = "first_losses";

    /// <summary>Creates the method with all s = 0, without first losses.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    public GradNormBalancing(int tasks)
        : base(tasks)
    {
        Learned = new(this, "scores", tasks);
        register_buffer(Key, torch.full(tasks, float.NaN).DetachFromDisposeScope());
    }

    /// <summary>The exponent of the training rate r, at least 0: a higher one gives slow tasks larger gradients.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    public double Alpha { get; init => field = OptionRange.AtLeast0(value, nameof(Alpha)); } = 1.5;

    /// <summary>
    /// Whether the norms are those of the gradients of all shared parameters; else of the last shared weight matrix, as in the paper.
    /// </summary>
    public bool AllShared { get; init; }

    internal override LearnedTaskWeights Learned { get; }

    private protected override torch.Tensor Measured(torch.Tensor gradients, FlatParameters storage)
    {
        if (AllShared)
            return gradients;
        var (start, count) = storage.LastSharedMatrix();
        return gradients.narrow(1, start, count);
    }

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        int count = gradients.Count;
        for (int i = 0; i < count; i++)
            weights[i] = Learned.Values[gradients.Tasks[i].Index];
        Softmax.Apply(weights);
        double mean = 0;
        for (int i = 0; i < count; i++)
        {
            weights[i] *= count;
            headWeights[i] = weights[i];
            mean += weights[i] * gradients.Norm(i) / count;
        }

        double[] rates = Rates(gradients.Tasks);
        for (int i = 0; i < count; i++)
        {
            double norm = gradients.Norm(i);
            int sign = Math.Sign((weights[i] * norm) - (mean * Math.Pow(rates[i], Alpha)));
            for (int k = 0; k < count; k++)
                Learned.AddSlope(gradients.Tasks[k].Index, sign * norm * weights[i] * ((i == k ? 1 : 0) - (weights[k] / count)));
        }
    }

    /// <summary>The rate <c>r = (L/L₀)/mean(L/L₀)</c> of each task; stores L₀ in the first step in which a task has labels.</summary>
    private double[] Rates(IReadOnlyList<BalancedTask> tasks)
    {
        var buffer = Remembered(Key);
        double[] first = TensorValues.Read<double>(buffer);
        double[] rates = [.. tasks.Select(Left)];
        buffer.copy_(torch.tensor(first));
        double mean = rates.Average();
        return mean > 0 ? [.. rates.Select(rate => Math.Max(rate, 0) / mean)] : [.. rates.Select(_ => 1.0)];

        double Left(BalancedTask task)
        {
            if (double.IsNaN(first[task.Index]))
                first[task.Index] = task.Loss;
            return first[task.Index] > 0 ? task.Loss / first[task.Index] : 1;
        }
    }
}
