using TorchSharp;

namespace Mtl.Tests;

/// <summary>The memory of a fused step: rows and columns of buffers, slices of gradients.</summary>
public sealed class StepBufferTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly StepMemory _memory = new();

    public void Dispose()
    {
        _memory.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(37)]
    public void Columns_are_copied_out_of_rows_and_back(int count)
    {
        const int stride = 5, start = 1, width = 3;
        float[] matrix = [.. Enumerable.Range(0, count * stride).Select(i => (float)i)];
        float[] expected = [.. Enumerable.Range(0, width * count).Select(i => (float)((i % count * stride) + start + (i / count)))];
        var rows = new StepRows(matrix, stride, start, width);
        Assert.Equal(count, rows.Count);
        Assert.Equal(expected[0], rows[0][0]);
        Assert.Equal(expected[^1], rows[count - 1][width - 1]);

        var columns = new float[count * width];
        rows.CopyColumns(columns);
        Assert.Equal(expected, columns);
        var one = new float[count];
        rows.CopyColumn(2, one);
        Assert.Equal(expected[(2 * count)..], one);

        rows.SetColumns([.. expected.Select(number => -number)]);
        float[] changed = [.. Enumerable.Range(0, matrix.Length).Select(i => i % stride is >= start and < start + width ? -(float)i : i)];
        Assert.Equal(changed, matrix);
        rows.SetColumn(0, new float[count]);
        Assert.Equal(changed.Select((number, i) => i % stride == start ? 0 : number), matrix);
    }

    [Fact]
    public void All_numbers_are_one_span_where_rows_follow_each_other()
    {
        float[] matrix = [1, 2, 3, 4];
        Assert.Equal([1, 2, 3, 4], new StepRows(matrix, 2, 0, 2).All.ToArray());
        Assert.True(new StepRows(matrix, 2, 0, 1).All.IsEmpty);
    }

    [Fact]
    public void A_smaller_batch_has_the_first_rows_of_the_same_memory()
    {
        using var buffer = new StepBuffer(2, StepBufferUse.Values);
        Assert.True(buffer.Ensure(4));
        Assert.False(buffer.Ensure(4));
        buffer.Values.copy_(torch.arange(8).view(4, 2));
        Assert.True(buffer.Ensure(2));
        Assert.Equal([0, 1, 2, 3], buffer.Values.Read());
        Assert.True(buffer.Ensure(6));
        Assert.Equal([6, 2], buffer.Values.shape);
    }

    [Fact]
    public void TaskSlices_lie_below_each_other()
    {
        using var buffer = new StepBuffer(2, StepBufferUse.Gradients);
        using var part = new StepBuffer(buffer, 1, 1);
        buffer.Ensure(2, slices: 3);
        part.Ensure(2, slices: 3);
        buffer.Values.copy_(torch.arange(12).view(6, 2));
        Assert.Equal([4, 5, 6, 7], buffer.TaskSlice(1).Values.Read());
        Assert.Equal([9, 11], part.TaskSlice(2).Values.Read());
        Assert.Equal([1, 3, 5, 7, 9, 11], part.Values.Read());
    }

    [Fact]
    public void Columns_that_follow_each_other_are_known_and_read_together()
    {
        using var whole = new StepBuffer(6, StepBufferUse.Values);
        using var other = new StepBuffer(6, StepBufferUse.Values);
        StepBuffer first = new(whole, 1, 2), second = new(whole, 3, 1), apart = new(whole, 5, 1), elsewhere = new(other, 3, 1);
        Assert.True(second.Follows(first));
        Assert.All([first.Follows(second), apart.Follows(second), elsewhere.Follows(first), whole.Follows(other)], Assert.False);
        foreach (var buffer in (StepBuffer[])[whole, other, first, second])
            buffer.Ensure(2);
        whole.Values.copy_(torch.arange(12).view(2, 6));
        Assert.Equal([7, 8, 9], first.Through(second)[1].ToArray());
    }

    [Fact]
    public void The_first_share_of_a_gradient_is_written_and_others_are_added()
    {
        var value = StepValue.New(_memory, 2);
        _memory.Begin(1);
        value.Gradient!.Buffer.Values.fill_(float.NaN);
        Assert.False(value.HasGradient);
        Assert.False(value.CompleteGradient());
        value.AddGradient(Rows(2, 1, 2), value.Gradient);
        value.AddGradient(Rows(2, 10, 20), value.Gradient);
        Assert.True(value.CompleteGradient());
        Assert.Equal([11, 22], value.Gradients!.Read());
        _memory.Begin(1);
        Assert.False(value.HasGradient); // A new step has none.
    }

    [Fact]
    public void A_task_slice_that_no_gradient_reached_is_0()
    {
        using var ofTask = new StepMemory();
        var (shared, own) = (StepValue.New(_memory, 1), StepValue.New(ofTask, 1));
        _memory.Begin(2, slices: 3);
        ofTask.Begin(2);
        shared.Gradient!.Buffer.Values.fill_(float.NaN);
        own.Gradient!.Start(firstSlice: 1);
        shared.AddGradient(Rows(1, 3, 4), own.Gradient);
        shared.AddGradient(Rows(1, 1, 1), own.Gradient);
        Assert.True(shared.CompleteGradient());
        Assert.Equal([0, 0, 4, 5, 0, 0], shared.Gradients!.Read());
        shared.Gradient.Multiply(Rows(1, 2, 10));
        Assert.Equal([0, 0, 8, 50, 0, 0], shared.Gradients!.Read());
    }

    [Fact]
    public void A_pass_is_a_training_step_or_not()
    {
        _memory.Begin(2);
        Assert.True(_memory.IsTraining);
        _memory.Begin(4, isTraining: false);
        Assert.False(_memory.IsTraining);
    }

    [Fact]
    public void Rows_are_added_up_with_their_factors()
    {
        float[] sum = [float.NaN, float.NaN];
        ScaledRow.AddTo(sum, [1, 2], 3, isFirst: true);
        ScaledRow.AddTo(sum, [10, 20], 0.5f, isFirst: false);
        Assert.Equal([8, 16], sum);
    }

    [Fact]
    public void Exponentials_are_relative_to_the_largest()
    {
        var exponentials = new float[3];
        var (largest, sum) = Exponentials.Of([200, 199, -200], exponentials);
        Assert.Equal(200, largest);
        Assert.Equal([1, MathF.Exp(-1), 0], exponentials);
        Assert.Equal(1 + MathF.Exp(-1), sum, 1e-7f);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.5f)]
    [InlineData(-1.5f)]
    [InlineData(60)]
    [InlineData(-60)]
    public void The_logistic_function_loses_nothing_that_is_small(float z)
    {
        var (sigma, complement, bend) = Logistic.Of(z);
        Assert.Equal(1 / (1 + Math.Exp(-z)), sigma, 1e-6 / (1 + Math.Exp(-z)));
        Assert.Equal(1 / (1 + Math.Exp(z)), complement, 1e-6 / (1 + Math.Exp(z)));
        double small = Math.Exp(-Math.Abs(z));
        double expected = small < 1e-8 ? small : Math.Log(1 + small);
        Assert.Equal(expected, bend, 1e-6 * expected);
    }

    private static StepRows Rows(int width, params float[] numbers) => new(numbers, width, 0, width);
}
