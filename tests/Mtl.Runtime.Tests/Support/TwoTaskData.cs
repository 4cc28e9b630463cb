namespace Mtl.Tests;

/// <summary>
/// Rows that can be learned: the color is the largest of the features, the price their weighted sum. Some labels are missing.
/// </summary>
internal static class TwoTaskData
{
    private static readonly Color[] s_colors = [Color.Red, Color.Green, Color.Infrared];

    /// <param name="rows">How many.</param>
    /// <param name="seed">Which.</param>
    /// <param name="missing">The share of labels that are missing.</param>
    public static TwoTaskModel.Batch Create(int rows, int seed = 7, double missing = 0.2)
    {
        var random = new Random(seed);
        var input = new FeatureMatrix(TwoTaskModel.Inputs);
        var kind = new ClassLabels<Color>("Kind");
        var price = new RegressionLabels("Price");
        for (int row = 0; row < rows; row++)
        {
            float[] x = [random.NextSingle(), random.NextSingle(), random.NextSingle()];
            input.Add("X", TwoTaskModel.Inputs, x);
            input.EndRow();
            kind.Add(random.NextDouble() < missing ? null : s_colors[Array.IndexOf(x, x.Max())]);
            price.Add(random.NextDouble() < missing ? null : x[0] + (2 * x[1]) - x[2]);
        }

        return new(input.ToTensor(), kind.ToLabels(), price.ToLabels());
    }
}
