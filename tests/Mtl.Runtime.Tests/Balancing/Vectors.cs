namespace Mtl.Tests.Balancing;

/// <summary>Vectors as arrays.</summary>
internal static class Vectors
{
    public static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

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

    /// <summary>Vectors that often oppose each other, of different lengths.</summary>
    public static double[][] Random(Random random, int tasks, int numbers) =>
        [.. Enumerable.Range(0, tasks).Select(_ =>
        {
            double length = Math.Pow(10, random.NextDouble() - 0.5);
            return (double[])[.. Enumerable.Range(0, numbers).Select(_ => length * (random.NextDouble() - 0.5))];
        })];
}
