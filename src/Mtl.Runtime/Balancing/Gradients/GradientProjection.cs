using TorchSharp;

namespace Mtl;

/// <summary>
/// Gradient projection: to every gradient multiples of the other gradients are added, one after the other. A changed gradient is
/// represented by its factors of the original gradients, so that norms and products follow from the Gramian.
/// </summary>
internal sealed class GradientProjection(Gramian gradients, ModelRandom random)
{
    private readonly double[] _factors = new double[gradients.Count];

    /// <summary>Changes every gradient by all others, in random order, and sums the results, each times its preference.</summary>
    /// <param name="weights">Receives the factors of the sum.</param>
    /// <param name="change">Returns the multiple of the second gradient that is added to the first.</param>
    public void Run(Span<double> weights, Func<GradientProjection, int, int, double> change)
    {
        weights.Clear();
        for (int task = 0; task < gradients.Count; task++)
        {
            Array.Clear(_factors);
            _factors[task] = 1;
            foreach (int other in Others(task))
            {
                if (gradients[other, other] > 0)
                    _factors[other] += change(this, task, other);
            }

            for (int i = 0; i < weights.Length; i++)
                weights[i] += gradients.Tasks[task].Preference * _factors[i];
        }
    }

    /// <summary>The product of the changed gradient and an original one.</summary>
    public double ProductWith(int other)
    {
        double product = 0;
        for (int i = 0; i < _factors.Length; i++)
            product += _factors[i] * gradients[i, other];
        return product;
    }

    /// <summary>The norm of the changed gradient.</summary>
    public double Norm() => Math.Sqrt(MinNormSolver.SquaredLength(gradients.Matrix, _factors));

    /// <summary>All tasks but one, in random order.</summary>
    private IEnumerable<int> Others(int task)
    {
        if (gradients.Count == 2)
            return [1 - task];
        using var order = torch.randperm(gradients.Count, device: torch.CPU, generator: random.Generator);
        return TensorValues.Read<long>(order).Select(other => (int)other).Where(other => other != task);
    }
}
