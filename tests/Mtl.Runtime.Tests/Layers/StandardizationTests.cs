using TorchSharp;

namespace Mtl.Tests;

public sealed class StandardizationTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void What_is_not_fitted_says_so_before_it_is_trained_with()
    {
        using var module = new Standardization("InputStandardization", [1]);
        var error = Assert.Throws<InvalidOperationException>(() => module.RequireFitted("InputStandardization"));
        Assert.Contains(
            "InputStandardization has no mean and deviation yet. Call the model's EnsureFitted",
            error.Message,
            StringComparison.Ordinal);
        module.EnsureFitted(Rows([1], [3]));
        module.RequireFitted("InputStandardization");
    }

    [Fact]
    public void Every_number_has_mean_zero_and_deviation_one()
    {
        using var module = new Standardization("Input", [2]);
        var values = Rows([1, 100], [2, 300], [3, 500], [6, 300]);
        module.EnsureFitted(values);
        Assert.Equal([3, 300], module.Mean.Read());
        AssertClose([Math.Sqrt(3.5), Math.Sqrt(20000)], module.Deviation);
        var standardized = module.call(values);
        AssertClose([0, 0], standardized.mean([0]));
        AssertClose([1, 1], standardized.square().mean([0]));
        AssertClose([1, 100, 2, 300, 3, 500, 6, 300], module.Destandardize(standardized));
    }

    [Fact]
    public void Columns_that_are_not_named_pass_unchanged()
    {
        using var module = new Standardization("Input", [4], 0..1, 2..3);
        module.EnsureFitted(Rows([1, 10, 5, 7], [3, 20, 9, 8]));
        AssertClose([-1, 10, 1, 8], module.call(Rows([1, 10, 9, 8])));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(0.1f)]
    [InlineData(-7e9f)]
    public void A_constant_column_becomes_zero(float value)
    {
        using var module = new Standardization("Input", [1]);
        module.EnsureFitted(torch.full(1000, 1, value));
        Assert.Equal([0, 1], module.call(Rows([value], [value + Math.Max(1, Math.Abs(value) * 1e-6f)])).Read().Select(x => MathF.Sign(x)));
        Assert.Equal([1f], module.Deviation.Read());
    }

    [Fact]
    public void Missing_numbers_do_not_count_and_stay_missing()
    {
        using var module = new Standardization("Input", [2]);
        module.EnsureFitted(Rows([1, float.NaN], [float.NaN, float.NaN], [3, float.NaN]));
        Assert.Equal([2, 0], module.Mean.Read());
        Assert.Equal([1, 1], module.Deviation.Read());
        Assert.Equal([float.NaN, 4], module.call(Rows([float.NaN, 4])).Read());
    }

    [Fact]
    public void It_is_fitted_once()
    {
        using var module = new Standardization("Input", [1]);
        Assert.Equal([5f], module.call(Rows([5])).Read());
        Assert.False(module.IsFitted);
        module.EnsureFitted(Rows([1], [3]));
        module.EnsureFitted(Rows([100], [300]));
        Assert.Equal([2f], module.Mean.Read());
        Assert.True(module.IsFitted);
    }

    /// <summary>Times in milliseconds: as <c>float32</c> five of them were left.</summary>
    [Fact]
    public void Numbers_with_a_large_common_part_keep_their_digits()
    {
        using var module = new Standardization("Time", []);
        var times = torch.arange(600, torch.float64).mul(1000).add(1.7e12);
        module.EnsureFitted(times);
        Assert.Equal(1.7e12 + 299_500, module.Mean.item<double>());
        Assert.Equal(1000 * Math.Sqrt(((600.0 * 600) - 1) / 12), module.Deviation.item<double>(), 1e-9);
        var standardized = module.call(times);
        Assert.Equal(torch.float32, standardized.dtype);
        float[] numbers = standardized.Read();
        Assert.Equal(600, numbers.Distinct().Count());
        Assert.Equal(-299_500 / module.Deviation.item<double>(), numbers[0], 1e-6);
        Assert.Equal(1.7e12 + 1000, module.Destandardize(standardized)[1].item<double>(), 0.1);
    }

    /// <summary>The deviation is far below the rounding of the mean as <c>float32</c>, and yet no rounding.</summary>
    [Fact]
    public void Numbers_that_differ_in_their_last_digits_are_not_constant()
    {
        using var module = new Standardization("Time", []);
        module.EnsureFitted(torch.tensor([1e15, 1e15 + 1]));
        Assert.Equal(0.5, module.Deviation.item<double>());
    }

    [Fact]
    public void A_number_is_fitted_when_it_first_has_values_and_the_others_stay()
    {
        using var module = new Standardization("Input", [3], 0..2);
        module.EnsureFitted(Rows([1, float.NaN, 5], [3, float.NaN, 6]));
        Assert.True(module.IsFitted);
        AssertClose([2, 0, 0], module.Mean);
        AssertClose([1, 1, 1], module.Deviation);
        module.EnsureFitted(Rows([100, 10, 5], [300, 40, 6]));
        AssertClose([2, 25, 0], module.Mean);
        AssertClose([1, 15, 1], module.Deviation);
        Assert.Equal([2, 2, 0], TensorValues.Read<long>(module.Counts));
        module.EnsureFitted(Rows([7, 7, 7]));
        AssertClose([2, 25, 0], module.Mean);
    }

    [Fact]
    public void Many_rows_are_measured_as_few_are()
    {
        const int Count = 700_000; // More than is measured at once.
        using var module = new Standardization("Input", [2]);
        var numbers = torch.arange(Count, torch.float64);
        module.EnsureFitted(torch.stack([numbers, torch.where(numbers.remainder(3).eq(0), double.NaN, numbers)], 1));
        Assert.Equal([Count, Count - ((Count + 2) / 3)], TensorValues.Read<long>(module.Counts));
        Assert.Equal((Count - 1) / 2.0, module.Mean[0].item<double>(), 1e-6);
        Assert.Equal(Math.Sqrt((((double)Count * Count) - 1) / 12), module.Deviation[0].item<double>(), 1e-6);
        double[] present = [.. Enumerable.Range(0, Count).Where(i => i % 3 != 0).Select(i => (double)i)];
        double mean = present.Average();
        Assert.Equal(mean, module.Mean[1].item<double>(), 1e-6);
        Assert.Equal(Math.Sqrt(present.Average(x => (x - mean) * (x - mean))), module.Deviation[1].item<double>(), 1e-6);
    }

    /// <summary>Columns that are not fitted cost nothing: the rows are wide, and a copy of them would show.</summary>
    [Fact]
    public void Only_what_is_fitted_is_read_and_of_sequences_only_real_steps()
    {
        using var module = new Standardization("Steps", [1]);
        var padded = torch.tensor(new float[] { 1, 3, 900, 5, 900, 900 }, [2, 3, 1]);
        Standardization.Fit(module.Measure(padded, torch.tensor(new long[] { 2, 1 })));
        AssertClose([3], module.Mean);
        AssertClose([Math.Sqrt(8.0 / 3)], module.Deviation);
    }

    [Fact]
    public void Measuring_changes_nothing_and_another_shape_is_refused()
    {
        using var module = new Standardization("Input", [2]);
        module.Measure(Rows([1, 2], [3, 4]));
        Assert.False(module.IsFitted);
        AssertClose([0, 0], module.Mean);
        var refusal = Assert.Throws<ArgumentException>(() => module.EnsureFitted(Rows([1, 2, 3])));
        Assert.Contains(
            "'Input' must have the shape [batch, 2], but the tensor given has [1, 3].",
            refusal.Message,
            StringComparison.Ordinal);
        Assert.False(module.IsFitted);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void An_infinite_number_is_refused_with_row_and_column_and_nothing_is_fitted(double infinite, string text)
    {
        using var module = new Standardization("Input", [3], 0..1, 2..3);
        foreach (var type in (torch.ScalarType[])[torch.float32, torch.float64, torch.float16])
        {
            var values = torch.ones(100_000, 3, type);
            values[70_001, 2] = infinite;
            foreach (var layout in (torch.Tensor[])[values, values.t().contiguous().t()])
            {
                Assert.Equal(
                    $"Standardization: 'Input' is {text} in row 70001, column 2; a finite number was expected, or NaN for a missing one.",
                    Refused(() => module.EnsureFitted(layout)));
            }
        }

        Assert.False(module.IsFitted);
        using var single = new Standardization("Price", []);
        Assert.Equal(
            $"Standardization: 'Price' is {text} in row 1; a finite number was expected, or NaN for a missing one.",
            Refused(() => single.EnsureFitted(torch.tensor([1, infinite]))));
        var steps = torch.tensor([1, infinite, 1, infinite], [2, 2, 1]);
        using var sequence = new Standardization("Steps", [1]);
        Assert.Equal(
            $"Standardization: 'Steps' is {text} in a step, column 0; a finite number was expected, or NaN for a missing one.",
            Refused(() => sequence.Measure(steps, torch.tensor(new long[] { 1, 2 }))));
        sequence.Measure(steps, torch.tensor(new long[] { 1, 1 }));
    }

    /// <summary>A column that passes unchanged may hold what it wants.</summary>
    [Fact]
    public void Only_what_is_standardized_must_be_finite()
    {
        using var module = new Standardization("Input", [2], 1..2);
        module.EnsureFitted(Rows([float.PositiveInfinity, 1], [0, 3]));
        Assert.Equal([0f, 2f], module.Mean.Read());
    }

    [Theory]
    [InlineData(1e155, -1e155)]
    [InlineData(1e308, -1e308)]
    public void Numbers_so_far_apart_that_their_deviation_is_infinite_are_refused(double one, double other)
    {
        using var module = new Standardization("Input", [2]);
        string expected = "Standardization: the numbers of 'Input', column 1 are too far apart: "
            + "their deviation is no finite 64-bit number. Divide them by a constant first.";
        Assert.Equal(expected, Refused(() => module.EnsureFitted(torch.tensor([1, one, 1, other], [2, 2]))));
        var apart = torch.ones(200_000, 2, torch.float64) * one; // Each half alone is constant.
        apart[100_000.., 1] = other;
        apart[.., 0] = 1;
        Assert.Equal(expected, Refused(() => module.EnsureFitted(apart)));
        Assert.False(module.IsFitted);
    }

    [Fact]
    public void Large_numbers_near_each_other_are_fitted()
    {
        using var module = new Standardization("Input", []);
        module.EnsureFitted(torch.tensor([1e300, 1e300]));
        Assert.Equal((1e300, 1), (module.Mean.item<double>(), module.Deviation.item<double>()));
    }

    /// <summary>In place, copied, in sequences, in either element type, and at every end of a vector.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(300)]
    public void Mean_and_deviation_are_those_of_the_formula(int width)
    {
        int rows = 400_000 / width;
        torch.random.manual_seed(1);
        var numbers = (torch.randn(rows, width, torch.float64) * 3) + torch.linspace(-1e6, 1e6, width, torch.float64);
        numbers = torch.where(torch.rand(rows, width).lt(0.2), double.NaN, numbers);
        numbers[.., width / 2] = 0.1; // One is constant.
        foreach (var type in (torch.ScalarType[])[torch.float64, torch.float32])
        {
            var values = numbers.to(type);
            var exact = values.to(torch.float64);
            var present = exact.isnan().logical_not();
            var counts = present.sum([0], type: torch.float64);
            var means = exact.nan_to_num(0).sum([0]) / counts;
            var deviations = ((exact - means).square().nan_to_num(0).sum([0]) / counts).sqrt();
            deviations[width / 2] = 1;
            means[width / 2] = exact[0, width / 2];
            using var plain = new Standardization("Plain", [width]);
            plain.EnsureFitted(values);
            AssertFitted(plain);
            using var copied = new Standardization("Copied", [width]);
            copied.EnsureFitted(values.t().contiguous().t());
            AssertFitted(copied);
            using var steps = new Standardization("Steps", [width]);
            var padded = torch.stack([values, torch.full_like(values, 9e9)], 1);
            Standardization.Fit(steps.Measure(padded, torch.ones(rows, torch.int64)));
            AssertFitted(steps);

            void AssertFitted(Standardization fitted)
            {
                Assert.Equal(TensorValues.Read<long>(counts.to(torch.int64)), TensorValues.Read<long>(fitted.Counts));
                AssertNear(TensorValues.Read<double>(means), TensorValues.Read<double>(fitted.Mean), 1e-12);
                AssertNear(TensorValues.Read<double>(deviations), TensorValues.Read<double>(fitted.Deviation), 1e-12);
            }
        }
    }

    [Fact]
    public void Chosen_columns_are_measured_wherever_they_lie()
    {
        foreach (var values in (torch.Tensor[])[Rows([1, 9, 3, 5, 9], [3, 9, 7, 11, 9]), Rows([1, 3], [9, 9], [3, 7], [5, 11], [9, 9]).t()])
        {
            using var fresh = new Standardization("Input", [5], 0..1, 2..4);
            fresh.EnsureFitted(values);
            AssertClose([2, 0, 5, 8, 0], fresh.Mean);
            AssertClose([1, 1, 2, 3, 1], fresh.Deviation);
        }
    }

    [Fact]
    public void What_cannot_be_read_is_refused_in_words()
    {
        using var module = new Standardization("Input", [2]);
        Assert.StartsWith(
            "Standardization: 'Input' is sparse, but must be dense; call to_dense().",
            Refused(() => module.EnsureFitted(Rows([1, 2]).to_sparse())), StringComparison.Ordinal);
        const string shape = "Standardization: 'Input' must have the shape [batch, 2], but the tensor given has ";
        Assert.StartsWith(shape + "[3].", Refused(() => module.EnsureFitted(torch.ones(3))), StringComparison.Ordinal);
        Assert.StartsWith(shape + "[1, 1].", Refused(() => module.call(Rows([1]))), StringComparison.Ordinal);
        Assert.StartsWith(shape + "[1, 3].", Refused(() => module.call(Rows([1, 2, 3]))), StringComparison.Ordinal);
        Assert.StartsWith(shape + "[1, 1].", Refused(() => module.Destandardize(Rows([1]))), StringComparison.Ordinal);
        Assert.StartsWith(shape + "[].", Refused(() => module.Destandardize(torch.tensor(1f))), StringComparison.Ordinal);
        Assert.Equal([1, 3, 2], module.call(torch.ones(1, 3, 2)).shape); // Steps.
        Assert.Throws<ArgumentNullException>(() => module.call(null!));
        Assert.StartsWith(
            "Standardization: the lengths of 'Input' must be Int64 of shape [1], one per row",
            Refused(() => module.Measure(torch.ones(1, 3, 2), torch.ones(2, torch.int64))), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_are_chosen_where_there_are_some()
    {
        Assert.StartsWith(
            "Standardization: 'Price' has one number per row, which has no columns to choose from; give none.",
            Refused(() => _ = new Standardization("Price", [], 0..1)), StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Standardization("Price", [0], 0..1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Standardization("Price", [2, -1]));
    }

    [Fact]
    public void In_a_model_of_any_precision_mean_and_deviation_are_exact()
    {
        using var module = new Standardization("Input", [1]);
        using var holder = torch.nn.Sequential(("scale", module));
        module.EnsureFitted(torch.tensor([1.7e12, 1.7e12 + 2], [2, 1]));
        holder.to(torch.float16);
        Assert.Equal(1.7e12 + 1, module.Mean.item<double>());
        var half = module.call(torch.tensor([1.7e12], [1, 1]));
        Assert.Equal((torch.float16, -1f), (half.dtype, half.Read()[0]));
    }

    [Fact]
    public void One_number_per_row_needs_no_shape()
    {
        using var module = new Standardization("Price", []);
        module.EnsureFitted(torch.tensor(new float[] { 1, 3 }));
        Assert.Equal([-1f, 1f], module.call(torch.tensor(new float[] { 1, 3 })).Read());
    }

    /// <summary>As a part of another module, as it is in a model.</summary>
    [Fact]
    public void It_is_saved_loaded_and_moved_with_the_model_and_has_nothing_to_train()
    {
        using var module = new Standardization("Input", [1]);
        using var holder = torch.nn.Sequential(("scale", module));
        module.EnsureFitted(Rows([1], [3]));
        Assert.Empty(holder.parameters());
        Assert.Equal(["scale.mean", "scale.deviation", "scale.rows", "scale.counts"], holder.state_dict().Keys);

        using var other = new Standardization("Input", [1]);
        using var otherHolder = torch.nn.Sequential(("scale", other));
        otherHolder.load_state_dict(holder.state_dict());
        Assert.True(other.IsFitted);
        Assert.Equal([0.5f], other.call(Rows([2.5f])).Read());

        otherHolder.to(torch.ScalarType.Float64);
        Assert.Equal(torch.ScalarType.Float64, other.Mean.dtype);
        Assert.Equal([0.5], other.call(Rows([2.5f]).to(torch.ScalarType.Float64)).data<double>().ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => new Standardization("Input", [3], 2..4));
    }

    [Fact]
    public void It_leaves_no_tensors()
    {
        var values = Rows([1], [3]);
        GC.Collect(); // What earlier tests left to the finalizer must not be freed in between.
        GC.WaitForPendingFinalizers();
        long before = torch.Tensor.TotalCount;
        using (var module = new Standardization("Input", [1]))
        {
            module.EnsureFitted(values);
            module.call(values).Dispose();
        }

        Assert.Equal(before, torch.Tensor.TotalCount);
    }

    private static string Refused(Action action) => Assert.Throws<ArgumentException>(action).Message;

    private static void AssertNear(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        foreach (var (wanted, number) in expected.Zip(found))
            Assert.Equal(wanted, number, tolerance * Math.Abs(wanted));
    }

    private static torch.Tensor Rows(params float[][] rows) =>
        torch.tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]);

    private static void AssertClose(double[] expected, torch.Tensor found)
    {
        float[] numbers = found.Read();
        Assert.Equal(expected.Length, numbers.Length);
        foreach (var (wanted, number) in expected.Zip(numbers))
            Assert.Equal(wanted, number, 1e-5 * Math.Max(1, Math.Abs(wanted)));
    }
}
