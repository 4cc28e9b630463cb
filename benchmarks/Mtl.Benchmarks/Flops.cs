namespace Mtl.Benchmarks;

/// <summary>The number of floating-point operations in the matrix products of a training step.</summary>
internal static class Flops
{
    /// <summary>
    /// A training step: per layer one product in the forward pass and two in the backward pass, for the gradients with respect to weights
    /// and input; the first layer needs no gradient with respect to its input.
    /// </summary>
    public static double OfStep(double rows, double[] widths, double outputs)
    {
        double[] all = [.. widths, outputs];
        var products = all.Zip(all.Skip(1), (inputs, size) => 2 * rows * inputs * size).ToArray();
        return (3 * products.Sum()) - products[0];
    }

    /// <summary>One forward pass, and one backward pass through the trunk for every task.</summary>
    public static double OfTaskGradients(double rows, double[] widths, double outputs, double tasks)
    {
        var forward = widths.Zip(widths.Skip(1), (inputs, size) => 2 * rows * inputs * size).ToArray();
        var heads = 3 * 2 * rows * widths[^1] * outputs;
        return forward.Sum() + (tasks * ((2 * forward.Sum()) - forward[0])) + heads;
    }

    /// <summary>
    /// A training step of a mixture of experts: every expert is a trunk, and every task has a gate, which reads the inputs, and a weighted
    /// sum of the experts.
    /// </summary>
    public static double OfMixture(double rows, double[] widths, double outputs, double experts, double tasks)
    {
        double trunk = OfStep(rows, widths[..^1], widths[^1]);
        double gates = 2 * 2 * rows * widths[0] * experts * tasks;
        double heads = 3 * 2 * rows * widths[^1] * outputs;
        return (experts * trunk) + gates + heads + Mixing(rows, widths[^1], experts, tasks);
    }

    /// <summary>One forward pass, and for every task one backward pass through all experts and its own gate.</summary>
    public static double OfMixtureGradients(double rows, double[] widths, double outputs, double experts, double tasks)
    {
        double gates = 2 * 2 * rows * widths[0] * experts * tasks;
        double heads = 3 * 2 * rows * widths[^1] * outputs;
        return (experts * OfTaskGradients(rows, widths, 0, tasks)) + heads + gates + Mixing(rows, widths[^1], experts, tasks);
    }

    /// <summary>The weighted sums in the forward pass, and the gradients with respect to gates and experts.</summary>
    private static double Mixing(double rows, double width, double experts, double tasks) => 3 * 2 * rows * width * experts * tasks;
}
