using TorchSharp;

namespace Mtl.Tests;

/// <summary>Numbers become a tensor without being there twice, however many there are.</summary>
public sealed class TensorBufferTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(8192, 0)]
    [InlineData(8193, 0)]
    [InlineData(1_000_003, 0)]
    [InlineData(1_000_003, 1_000_003)]
    [InlineData(1_000_003, 2_000_000)]
    [InlineData(1_000_003, 500_001)]
    [InlineData(16_384, 16_384)]
    [InlineData(16_385, 16_384)]
    [InlineData(5, 16_384)]
    public void All_numbers_are_there_in_their_order(int count, int expected)
    {
        var buffer = new TensorBuffer<long>(expected);
        for (int i = 0; i < count; i++)
            buffer.Add(i);
        Assert.Equal(count, buffer.Count);
        var tensor = buffer.ToTensor(count);
        Assert.True(tensor.equal(torch.arange(count)).all().item<bool>());
    }

    [Fact]
    public void Rows_of_different_lengths_end_in_zeros()
    {
        var buffer = new TensorBuffer<float>();
        for (int i = 1; i <= 6; i++)
            buffer.Add(i);
        Assert.Equal([1, 2, 0, 0, 3, 4, 5, 6], buffer.ToPaddedTensor([1, 2], 2, [2]).Read());
        var error = Assert.Throws<InvalidOperationException>(() => buffer.ToPaddedTensor([1, 3], 3, [2]));
        Assert.Equal("There are fewer numbers than elements in the tensor.", error.Message);
    }

    /// <summary>Rows begin and end anywhere in the parts that the numbers were stored in.</summary>
    [Fact]
    public void Long_rows_are_read_across_parts()
    {
        var buffer = new TensorBuffer<double>();
        for (int i = 0; i < 20_001; i++)
            buffer.Add(i);
        double[] padded = TensorValues.Read<double>(buffer.ToPaddedTensor([5_000, 5_001, 10_000], 10_000, []));
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => (double)i), padded[..5_000]);
        Assert.Equal(Enumerable.Range(5_000, 5_001).Select(i => (double)i), padded[10_000..15_001]);
        Assert.Equal(Enumerable.Range(10_001, 10_000).Select(i => (double)i), padded[20_000..]);
        Assert.All(padded[5_000..10_000].Concat(padded[15_001..20_000]), number => Assert.Equal(0, number));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100_000)]
    public void Stretches_go_between_single_numbers(int expected)
    {
        var numbers = new NumberBuffer("feature", torch.float64, warnings: null, expected);
        float[] stretch = [.. Enumerable.Range(1, 19_997).Select(i => (float)i)];
        for (int i = 0; i < 5; i++)
        {
            numbers.Add(0, "X", stretch);
            numbers.Add(-1);
            numbers.AddZeros(2);
        }

        double[] read = TensorValues.Read<double>(numbers.ToTensor(numbers.Count));
        Assert.Equal(100_000, read.Length);
        Assert.Equal(
            Enumerable.Repeat<float[]>([.. stretch, -1, 0, 0], 5).SelectMany(numbers => numbers),
            read.Select(number => (float)number));
    }

    [Fact]
    public void Few_numbers_stay_and_many_are_moved()
    {
        var few = new TensorBuffer<double>();
        few.Add(0.5);
        Assert.Equal(few.ToTensor(1).Read(), few.ToTensor(1).Read());
        var many = new TensorBuffer<double>();
        for (int i = 0; i < 9000; i++)
            many.Add(i);
        many.ToTensor(9000);
        var refusal = Assert.Throws<InvalidOperationException>(() => many.ToTensor(9000));
        Assert.StartsWith("These rows were already moved to a tensor", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>A scope around the row at hand must not free what earlier rows have left.</summary>
    [Fact]
    public void A_scope_that_ends_on_the_way_takes_nothing_with_it()
    {
        var buffer = new TensorBuffer<float>();
        using (torch.NewDisposeScope())
        {
            for (int i = 0; i < 20_000; i++)
                buffer.Add(i);
        }

        Assert.Equal(19_999, buffer.ToTensor(20_000)[19_999].item<float>());
    }

    /// <summary>40 MB of numbers. A list that grows allocates twice as much, and its array and the tensor are copies of it.</summary>
    [Fact]
    public void Encoding_allocates_next_to_nothing_beside_the_tensor()
    {
        const int Rows = 20_000, Width = 500;
        float[] row = new float[Width];
        var matrix = new FeatureMatrix(Width);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Rows; i++)
        {
            matrix.Add("X", Width, row);
            matrix.EndRow();
        }

        var tensor = matrix.ToTensor();
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal([Rows, Width], tensor.shape);
        Assert.InRange(allocated, 0, 1_000_000);
    }
}
