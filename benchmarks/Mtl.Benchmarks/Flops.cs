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
}
