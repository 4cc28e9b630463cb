using TorchSharp;

namespace Mtl;

/// <summary>
/// <c>Σ p·g′</c>, where every gradient is rotated towards the others until its cosine with each is the moving average ρ of their cosines
/// (Wang et al. 2021): for every task i, <c>g_i′ = g_i</c>, and for the other tasks j in random order, if the cosine φ of <c>g_i′</c> and
/// <c>g_j</c> is below ρ, then <c>g_i′ += ‖g_i′‖·(ρ·√(1−φ²) − φ·√(1−ρ²))/(‖g_j‖·√(1−ρ²))·g_j</c>. Afterwards <c>ρ = (1 − Beta)·ρ +
/// Beta·φ</c>. The ρ are the state of the method, 0 at first.
/// </summary>
public sealed class GradVacBalancing : GradientBalancing
{
    private const string Key = "targets";
    private const double Epsilon = 1e-8;

    /// <summary>The largest ρ that is a target: for ρ → 1 the factor of the other gradient becomes infinite.</summary>
    private const double LargestTarget = 0.99;

    private readonly int _tasks;

    /// <summary>Creates the method with all ρ = 0.</summary>
    /// <param name="tasks">The number of tasks; at least 1.</param>
    public GradVacBalancing(int tasks)
        : base(tasks)
    {
        _tasks = tasks;
        register_buffer(Key, torch.zeros(tasks, tasks).DetachFromDisposeScope());
    }

    /// <summary>The weight of the newest cosine in the moving averages, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1].</exception>
    public double Beta { get; init => field = OptionRange.Share(value, nameof(Beta)); } = 0.5;

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var buffer = Remembered(Key);
        double[] targets = TensorValues.Read<double>(buffer);
        new GradientProjection(gradients, Random).Run(weights, Factor);
        buffer.copy_(torch.tensor(targets, [_tasks, _tasks]));

        double Factor(GradientProjection projection, int task, int other)
        {
            ref double average = ref targets[(gradients.Tasks[task].Index * _tasks) + gradients.Tasks[other].Index];
            double norm = projection.Norm();
            double cosine = Math.Clamp(projection.ProductWith(other) / ((norm * gradients.Norm(other)) + Epsilon), -1, 1);
            double target = Math.Clamp(average, -LargestTarget, LargestTarget);
            average = ((1 - Beta) * average) + (Beta * cosine);
            double sine = Math.Sqrt(1 - (target * target));
            return cosine >= target
                ? 0
                : norm * ((target * Math.Sqrt(1 - (cosine * cosine))) - (cosine * sine)) / ((gradients.Norm(other) * sine) + Epsilon);
        }
    }
}
