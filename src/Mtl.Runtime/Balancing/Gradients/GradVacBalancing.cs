using TorchSharp;

namespace Mtl;

/// <summary>
/// As <see cref="PCGradBalancing"/>, but a gradient is turned until its cosine with another is what a moving average ρ of their cosines says: if the
/// cosine φ of <c>g_i′</c> and <c>g_j</c> is below ρ, then <c>g_i′ += ‖g_i′‖·(ρ·√(1−φ²) − φ·√(1−ρ²))/(‖g_j‖·√(1−ρ²))·g_j</c>; afterwards
/// <c>ρ = (1 − Beta)·ρ + Beta·φ</c> (Wang et al. 2021). All ρ are 0 at first and are the method's state.
/// </summary>
public sealed class GradVacBalancing : GradientBalancing
{
    private const string Key = "targets";
    private const double Epsilon = 1e-8;

    /// <summary>Nothing can be turned all the way: towards a cosine of 1 the multiple of the other gradient becomes infinite.</summary>
    private const double LargestTarget = 0.99;

    private readonly int _tasks;

    /// <summary>Begins with all ρ = 0.</summary>
    /// <param name="tasks">How many tasks there are; at least 1.</param>
    public GradVacBalancing(int tasks)
        : base(tasks)
    {
        _tasks = tasks;
        register_buffer(Key, torch.zeros(tasks, tasks).DetachFromDisposeScope());
    }

    /// <summary>How fast the averages move, in [0, 1].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside [0, 1].</exception>
    public double Beta { get; init => field = OptionRange.Share(value, nameof(Beta)); } = 0.5;

    /// <inheritdoc/>
    protected override void Weigh(Gramian gradients, Span<double> weights, Span<double> headWeights)
    {
        var buffer = Remembered(Key);
        double[] targets = TensorValues.Read<double>(buffer);
        new GradientProjection(gradients, Random).Run(weights, Turn);
        buffer.copy_(torch.tensor(targets, [_tasks, _tasks]));

        double Turn(GradientProjection surgery, int task, int other)
        {
            ref double average = ref targets[(gradients.Tasks[task].Index * _tasks) + gradients.Tasks[other].Index];
            double norm = surgery.Norm();
            double cosine = Math.Clamp(surgery.ProductWith(other) / ((norm * gradients.Norm(other)) + Epsilon), -1, 1);
            double target = Math.Clamp(average, -LargestTarget, LargestTarget);
            average = ((1 - Beta) * average) + (Beta * cosine);
            double sine = Math.Sqrt(1 - (target * target));
            return cosine >= target ? 0 : norm * ((target * Math.Sqrt(1 - (cosine * cosine))) - (cosine * sine)) / ((gradients.Norm(other) * sine) + Epsilon);
        }
    }
}
