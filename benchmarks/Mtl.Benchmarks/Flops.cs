namespace Mtl.Benchmarks;

/// <summary>How many floating-point operations the matrix products of a step need.</summary>
internal static class Flops
{
    /// <summary>Forward, and back to the weights and, except in the first layer, to what a layer reads: three products per layer.</summary>
    public static double OfStep(double rows, double[] widths, double outputs)
    {
        double[] all = [.. widths, outputs];
        var products = all.Zip(all.Skip(1), (inputs, size) => 2 * rows * inputs * size).ToArray();
        return (3 * products.Sum()) - products[0];
    }

    /// <summary>One way forward and one way back through the trunk for every task.</summary>
    public static double OfTaskGradients(double rows, double[] widths, double outputs, double tasks)
    {
        var forward = widths.Zip(widths.Skip(1), (inputs, size) => 2 * rows * inputs * size).ToArray();
        var heads = 3 * 2 * rows * widths[^1] * outputs;
        return forward.Sum() + (tasks * ((2 * forward.Sum()) - forward[0])) + heads;
    }

    /// <summary>A step of a mixture of experts: every expert is a trunk, every gate a matrix in front of the first layer, and every task mixes.</summary>
    public static double OfMixture(double rows, double[] widths, double outputs, double experts, double tasks)
    {
        double trunk = OfStep(rows, widths[..^1], widths[^1]);
        double gates = 2 * 2 * rows * widths[0] * experts * tasks;
        double heads = 3 * 2 * rows * widths[^1] * outputs;
        return (experts * trunk) + gates + heads + Mixing(rows, widths[^1], experts, tasks);
    }

    /// <summary>One way forward, and for every task one way back through all experts and its own gate.</summary>
    public static double OfMixtureGradients(double rows, double[] widths, double outputs, double experts, double tasks)
    {
        double gates = 2 * 2 * rows * widths[0] * experts * tasks;
        return (experts * OfTaskGradients(rows, widths, 0, tasks)) + (3 * 2 * rows * widths[^1] * outputs) + gates + Mixing(rows, widths[^1], experts, tasks);
    }

    /// <summary>The weighted sums, forward, and back to shares and experts.</summary>
    private static double Mixing(double rows, double width, double experts, double tasks) => 3 * 2 * rows * width * experts * tasks;
}
