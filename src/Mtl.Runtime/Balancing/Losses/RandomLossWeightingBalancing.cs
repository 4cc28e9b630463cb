using TorchSharp;

namespace Mtl;

/// <summary>
/// <c>Σ p·w·L</c> with <c>w = T·softmax(z)</c> over the T tasks of the batch, where z is drawn from N(0, 1) in every step with the random
/// numbers of the model (Lin et al. 2022).
/// </summary>
public sealed class RandomLossWeightingBalancing : LossBalancing
{
    /// <inheritdoc/>
    protected override double Weigh(ReadOnlySpan<BalancedTask> tasks, Span<double> weights)
    {
        using var drawn = torch.randn(tasks.Length, torch.ScalarType.Float64, torch.CPU, generator: Random.Generator);
        TensorValues.Read<double>(drawn).CopyTo(weights);
        Softmax.Apply(weights);
        double objective = 0;
        for (int i = 0; i < tasks.Length; i++)
        {
            weights[i] *= tasks.Length * tasks[i].Preference;
            objective += weights[i] * tasks[i].Loss;
        }

        return objective;
    }
}
