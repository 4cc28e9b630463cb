using TorchSharp;

namespace Mtl.Tests;

public sealed class FeatureMatrixTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Features_of_every_kind_lie_side_by_side()
    {
        var matrix = new FeatureMatrix(9);
        matrix.Add("Age", 41);
        matrix.Add("Weight", 71.5);
        matrix.Add("Member", true);
        matrix.Add("Array", 2, new float[] { 1, 2 });
        matrix.Add("List", 2, new List<double> { 3, 4 });
        matrix.Add("Span", 2, (ReadOnlySpan<byte>)[5, 6]);
        matrix.EndRow();
        var tensor = matrix.ToTensor();

        Assert.Equal([1, 9], tensor.shape);
        Assert.Equal([41, 71.5f, 1, 1, 2, 3, 4, 5, 6], tensor.Read());
    }

    [Fact]
    public void Arrays_of_several_dimensions_are_read_row_by_row()
    {
        var matrix = new FeatureMatrix(12);
        matrix.Add("Frames", 3, 2, new double[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        matrix.Add("Image", 2, 1, 3, new byte[,,] { { { 7, 8, 9 } }, { { 10, 11, 12 } } });
        matrix.EndRow();
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], matrix.ToTensor().Read());

        Refused(() => matrix.Add("Frames", 3, 2, (float[,]?)null), "row 1: feature 'Frames' is null; 3 × 2 numbers were expected.");
        Refused(() => matrix.Add("Frames", 3, 2, new float[2, 3]), "row 1: feature 'Frames' has 2 × 3 numbers; 3 × 2 were expected.");
        Refused(
            () => matrix.Add("Frames", 1, 2, new float[,] { { 1, float.NaN } }),
            "row 1: feature 'Frames'[1] is NaN; a finite 32-bit number was expected.");

        static void Refused(Action add, string message) => Assert.Equal(message, Assert.Throws<InvalidRowException>(add).Message);
    }

    [Fact]
    public void What_can_be_missing_is_two_columns()
    {
        var matrix = new FeatureMatrix(8);
        matrix.AddOrMissing("Age", (int?)41);
        matrix.AddOrMissing("Weight", (double?)null);
        matrix.AddOrMissing("Member", (bool?)true);
        matrix.AddOrMissing("Happy", (bool?)null);
        matrix.EndRow();
        Assert.Equal([41, 0, float.NaN, 1, 1, 0, 0, 1], matrix.ToTensor().Read());
    }

    [Fact]
    public void A_number_that_can_be_missing_must_be_finite_where_it_is_there() =>
        Assert.Throws<InvalidRowException>(() => new FeatureMatrix(2).AddOrMissing("Age", (float?)float.NaN));

    [Fact]
    public void No_rows_make_an_empty_tensor() => Assert.Equal([0, 4], new FeatureMatrix(4).ToTensor().shape);

    [Fact]
    public void A_wrong_length_names_row_feature_and_both_lengths()
    {
        var matrix = Rows(17);
        var e = Assert.Throws<InvalidRowException>(() => matrix.Add("Pixels", 2, new float[] { 1, 2, 3 }));

        Assert.Equal("row 17: feature 'Pixels' has 3 numbers; 2 were expected.", e.Message);
        Assert.Equal(17, e.Row);
        Assert.Equal("Pixels", e.Member);
        Assert.Throws<InvalidRowException>(() => matrix.Add("Pixels", 2, (IReadOnlyList<float>)[1]));
    }

    [Fact]
    public void Null_is_refused()
    {
        var e = Assert.Throws<InvalidRowException>(() => Rows(2).Add("Pixels", 2, (float[]?)null));
        Assert.Equal("row 2: feature 'Pixels' is null; 2 numbers were expected.", e.Message);
        Assert.Throws<InvalidRowException>(() => Rows(2).Add("Pixels", 2, (IReadOnlyList<float>?)null));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.NegativeInfinity)]
    [InlineData(1e300)]
    public void A_number_that_is_not_finite_is_refused(double value)
    {
        var e = Assert.Throws<InvalidRowException>(() => Rows(3).Add("Pixels", 2, new[] { 1, value }));
        Assert.StartsWith("row 3: feature 'Pixels'[1] is ", e.Message, StringComparison.Ordinal);

        e = Assert.Throws<InvalidRowException>(() => Rows(3).Add("Age", value));
        Assert.StartsWith("row 3: feature 'Age' is ", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_row_has_as_many_numbers_as_the_input(int count)
    {
        var matrix = Rows(1);
        for (int i = 0; i < count; i++)
            matrix.Add("X", 1f);
        var error = Assert.Throws<InvalidOperationException>(matrix.EndRow);
        Assert.Equal($"row 1: {count} feature values were added, but the model's input has 2.", error.Message);
        Assert.Equal(1, matrix.Rows);
    }

    [Fact]
    public void A_row_can_have_any_shape_of_as_many_numbers()
    {
        var matrix = new FeatureMatrix(6);
        for (int row = 0; row < 2; row++)
        {
            matrix.Add("Image", 6, new float[] { 1, 2, 3, 4, 5, 6 });
            matrix.EndRow();
        }

        Assert.Equal([2, 3, 2], matrix.ToTensor([3, 2]).shape);
        Assert.Equal([4, 5, 6], matrix.ToTensor([2, 3])[1][1].Read());
        var error = Assert.Throws<ArgumentException>(() => matrix.ToTensor([3, 3]));
        Assert.StartsWith("a row of 6 numbers cannot have the shape [3, 3].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_have_a_column_for_each_value_that_the_vocabulary_can_learn()
    {
        var vocabulary = new Vocabulary("Town", 3);
        vocabulary.EnsureFitted(["Ulm", "Bonn"]);
        var matrix = new FeatureMatrix(9);
        foreach (string? town in (string?[])["Ulm", "Rom", null])
            matrix.AddOneHot(vocabulary, town);
        matrix.EndRow();
        Assert.Equal([0, 1, 0, 0, 0, 0, 0, 0, 0], matrix.ToTensor().Read());
    }

    [Fact]
    public void Only_two_kinds_of_numbers_are_collected()
    {
        var error = Assert.Throws<ArgumentException>(() => new FeatureMatrix(1, torch.float16));
        Assert.StartsWith("Numbers are collected as Float32 or Float64, but not as Float16.", error.Message, StringComparison.Ordinal);
        var matrix = new FeatureMatrix(2, torch.float64);
        matrix.Add("Tiny", 1e-300);
        matrix.Add("Large", 1, [1e300]);
        matrix.EndRow();
        Assert.Equal([1e-300, 1e300], TensorValues.Read<double>(matrix.ToTensor()));
        var refusal = Assert.Throws<InvalidRowException>(() => matrix.Add("Large", double.PositiveInfinity));
        Assert.EndsWith("; a finite 64-bit number was expected.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_width_below_one_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new FeatureMatrix(0));

    private static FeatureMatrix Rows(int count)
    {
        var matrix = new FeatureMatrix(2);
        for (int row = 0; row < count; row++)
        {
            matrix.Add("Pixels", 2, new float[] { 1, 2 });
            matrix.EndRow();
        }

        return matrix;
    }
}
