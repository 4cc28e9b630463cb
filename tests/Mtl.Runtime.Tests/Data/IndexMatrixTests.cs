using TorchSharp;

namespace Mtl.Tests;

/// <summary>Rows of category indices: arrays of them, and rows that are not what was declared.</summary>
public sealed class IndexMatrixTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly IndexMatrix _matrix = new(3);

    public IndexMatrixTests()
    {
        _matrix.Add("Words", 5, 2, new byte[] { 4, 0 });
        _matrix.Add("User", 9, 8);
        _matrix.EndRow();
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void Arrays_lie_beside_single_indices()
    {
        _matrix.Add("Words", 5, 2, new long[] { 1, 2 });
        _matrix.Add("User", 9, 0);
        _matrix.EndRow();
        var tensor = _matrix.ToTensor();
        Assert.Equal(2, _matrix.Rows);
        Assert.Equal([2, 3], tensor.shape);
        Assert.Equal([4, 0, 8, 1, 2, 0], TensorValues.Read<long>(tensor));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_row_and_feature()
    {
        MustRefuse(() => _matrix.Add("Words", 5, 2, (int[]?)null), "row 1: feature 'Words' is null; 2 category indices were expected.");
        MustRefuse(() => _matrix.Add("Words", 5, 2, new int[3]), "row 1: feature 'Words' has 3 category indices; 2 were expected.");
        MustRefuse(() => _matrix.Add("Words", 5, 2, new List<int> { 4, 5 }.ToArray()),
            "row 1: feature 'Words'[1] is 5; its 5 categories are 0 to 4.");
        MustRefuse(() => _matrix.AddOrMissing("User", 9, (int?)9), "row 1: feature 'User' is 9; its 9 categories are 0 to 8.");

        static void MustRefuse(Action add, string message)
        {
            var refusal = Assert.Throws<InvalidRowException>(add);
            Assert.Equal(message, refusal.Message);
            Assert.Equal(1, refusal.Row);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_row_has_as_many_indices_as_the_input(int count)
    {
        for (int i = 0; i < count; i++)
            _matrix.Add("User", 9, i);
        var error = Assert.Throws<InvalidOperationException>(_matrix.EndRow);
        Assert.Equal($"row 1: {count} category indices were added, but the model's input has 3.", error.Message);
    }

    [Fact]
    public void A_width_below_one_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new IndexMatrix(0));
        Assert.Equal([0, 1], new IndexMatrix(1).ToTensor().shape);
    }

    [Fact]
    public void A_vocabulary_is_needed()
    {
        Assert.Equal("vocabulary", Assert.Throws<ArgumentNullException>(() => _matrix.Add(null!, "Ulm")).ParamName);
        Assert.Equal("vocabulary", Assert.Throws<ArgumentNullException>(() => new FeatureMatrix(1).AddOneHot(null!, "Ulm")).ParamName);
    }
}
