namespace Mtl.Tests.Balancing;

/// <summary>Vectors as arrays.</summary>
internal static class Vectors
{
    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    public static double Length(double[] vector) => Math.Sqrt(Dot(vector, vector));

    public static double[] Mix(double[][] vectors, IReadOnlyList<double> weights) =>
        [.. Enumerable.Range(0, vectors[0].Length).Select(i => vectors.Select((vector, k) => weights[k] * vector[i]).Sum())];

    public static double[,] Products(double[][] vectors)
    {
        var products = new double[vectors.Length, vectors.Length];
        for (int i = 0; i < vectors.Length; i++)
        {
            for (int j = 0; j < vectors.Length; j++)
                products[i, j] = Dot(vectors[i], vectors[j]);
        }

        return products;
    }

    /// <summary>Requires the same numbers.</summary>
    public static void Close(double[] expected, IEnumerable<double> numbers, double tolerance = 1e-6)
    {
        double[] found = [.. numbers];
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.True(
                Math.Abs(expected[i] - found[i]) <= tolerance,
                $"[{string.Join(", ", found)}] instead of [{string.Join(", ", expected)}]");
        }
    }

    /// <inheritdoc cref="Random(Random, int, int)"/>
    public static double[][] Random(int seed, int tasks, int numbers) => Random(new Random(seed), tasks, numbers);

    /// <summary>Vectors that often oppose each other, of different lengths.</summary>
    public static double[][] Random(Random random, int tasks, int numbers) =>
        [.. Enumerable.Range(0, tasks).Select(_ =>
        {
            double length = Math.Pow(10, random.NextDouble() - 0.5);
            return (double[])[.. Enumerable.Range(0, numbers).Select(_ => length * (random.NextDouble() - 0.5))];
        })];
}
