using TorchSharp;

namespace Mtl;

/// <summary>
/// <c>c·Σ z·log(L + 1e-8)</c> with <c>z = softmax(ξ)</c> and <c>c = 1/Σ(z/(L + 1e-8))</c>, a constant in the derivative (Liu et al. 2023):
/// the weights are <c>w = c·z/(L + 1e-8)</c>, with the sum 1. After a step the losses of the same batch are computed a second time, and
/// Adam updates ξ with the gradient <c>Jᵀ·(log L before − log L after)</c>, where J is the Jacobian of the softmax: a task whose loss fell
/// less gets a larger weight.
/// </summary>
/// <remarks>
/// The state of the method is ξ and, for every task, the moments and the step count of Adam; without labels of a task its state does not
/// change. Preferences are ignored. The method learns in <c>Fit</c> and <see cref="TrainingStep{TBatch, TMetrics}"/>, which compute the
/// losses after the step. In a custom loop that only calls
/// <see cref="LossBalancing.Objective(IReadOnlyList{torch.Tensor}, IReadOnlyList{TaskLabels})"/>, ξ does not change.
/// </remarks>
public sealed class FamoBalancing : LossBalancing
{
    private const double Smallest = 1e-8;
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>Creates the method with all ξ = 0.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    public FamoBalancing(int tasks)
        : base(tasks)
    {
        foreach (string key in (string[])["logits", "first_moment", "second_moment", "steps"])
            register_buffer(key, torch.zeros(tasks).DetachFromDisposeScope());
    }

    /// <summary>The learning rate of ξ, above 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or not above 0.</exception>
    public double LearningRate { get; init => field = OptionRange.Above0(value, nameof(LearningRate)); } = 0.025;

    /// <summary>The weight decay of ξ, at least 0: this times ξ is added to the gradient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not finite or negative.</exception>
    public double WeightDecay { get; init => field = OptionRange.AtLeast0(value, nameof(WeightDecay)); } = 1e-3;

    internal override bool MeasuresAfterStep => true;

    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        Shares(tasks, weights);
        double inverse = 0;
        double logarithms = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            double loss = Math.Max(tasks[i].Loss, 0) + Smallest;
            logarithms += weights[i] * Math.Log(loss);
            weights[i] /= loss;
            inverse += weights[i];
        }

        for (int i = 0; i < tasks.Length; i++)
            weights[i] /= inverse;
        return logarithms / inverse;
    }

    /// <inheritdoc/>
    internal override void AfterStep(StepLosses before, StepLosses after)
    {
        Weigh(before.Losses, before.LabeledRows); // Restores the weights of the step; computing the losses again may have changed them.
        var tasks = TasksOf(before.Losses, before.LabeledRows, out var shares);
        if (tasks.IsEmpty || !after.Losses.All(double.IsFinite)) // A loss that is not finite would make ξ NaN permanently.
            return;
        Shares(tasks, shares);
        Span<double> falls = stackalloc double[tasks.Length];
        double mean = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            falls[i] = Math.Log(Math.Max(tasks[i].Loss, 0) + Smallest) - Math.Log(Math.Max(after.Losses[tasks[i].Index], 0) + Smallest);
            mean += shares[i] * falls[i];
        }

        double[] logits = Read("logits"), first = Read("first_moment"), second = Read("second_moment"), steps = Read("steps");
        for (int i = 0; i < tasks.Length; i++)
        {
            int task = tasks[i].Index;
            steps[task]++;
            double slope = (shares[i] * (falls[i] - mean)) + (WeightDecay * logits[task]);
            first[task] = (FirstDecay * first[task]) + ((1 - FirstDecay) * slope);
            second[task] = (SecondDecay * second[task]) + ((1 - SecondDecay) * slope * slope);
            double firstMean = first[task] / (1 - Math.Pow(FirstDecay, steps[task]));
            double secondMean = second[task] / (1 - Math.Pow(SecondDecay, steps[task]));
            logits[task] -= LearningRate * firstMean / (Math.Sqrt(secondMean) + Epsilon);
        }

        Write("logits", logits);
        Write("first_moment", first);
        Write("second_moment", second);
        Write("steps", steps);
    }

    private double[] Read(string key) => TensorValues.Read<double>(Remembered(key));

    private void Write(string key, double[] values)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        Remembered(key).copy_(torch.tensor(values));
    }

    /// <summary>The softmax of ξ over the tasks of the batch.</summary>
    private void Shares(ReadOnlySpan<BalancedTask> tasks, Span<double> shares)
    {
        double[] logits = Read("logits");
        for (int i = 0; i < tasks.Length; i++)
            shares[i] = logits[tasks[i].Index];
        Softmax.Apply(shares);
    }
}
