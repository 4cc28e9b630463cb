using TorchSharp;

namespace Mtl.Tests;

/// <summary>Numbers that <c>float32</c> cannot hold to their last digit are reported once, with row and member.</summary>
public sealed class PrecisionWarningsTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly List<RowWarning> _reported = [];
    private readonly PrecisionWarnings _warnings = new("Houses", "Time", "Id", "Price", "Visits", "Sizes");

    public PrecisionWarningsTests() => RowWarning.Reported += _reported.Add;

    public void Dispose()
    {
        RowWarning.Reported -= _reported.Add;
        _scope.Dispose();
    }

    [Fact]
    public void A_number_that_loses_digits_is_reported_once_for_its_member()
    {
        var matrix = new FeatureMatrix(2, warnings: _warnings);
        for (int row = 0; row < 3; row++)
        {
            matrix.Add("Time", 1.7e12 + (row * 1000));
            matrix.Add("Id", 16_777_215 + row);
            matrix.EndRow();
        }

        Assert.Equal([(0, "Time"), (2, "Id")], _reported.Select(warning => (warning.Row, warning.Member)));
        Assert.Equal(
            "row 2: feature 'Id' is 16777217, but Houses computes with 32-bit numbers, and the nearest one is 16777216. "
            + "Put [Standardize] on 'Id' or on the model, or subtract the same number from all rows. "
            + "Other rows may be affected too; this is reported once.",
            _reported[1].ToString());
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(123456.789)]
    [InlineData(16_777_216)]
    [InlineData(16_777_218)]
    [InlineData(1e-300)]
    [InlineData(-4_294_967_296)]
    public void Rounded_fractions_and_exact_numbers_are_no_loss(double value)
    {
        new FeatureMatrix(1, warnings: _warnings).Add("Time", value);
        Assert.Empty(_reported);
    }

    [Fact]
    public void In_double_precision_only_the_members_that_are_watched_are_reported()
    {
        var matrix = new FeatureMatrix(2, torch.float64, _warnings);
        matrix.Add("Standardized", 1.7e12 + 1000);
        matrix.Add("Id", 16_777_217);
        matrix.EndRow();
        Assert.Equal(["Id"], _reported.Select(warning => warning.Member));
        Assert.Equal([1.7e12 + 1000, 16_777_217], TensorValues.Read<double>(matrix.ToTensor()));
    }

    /// <summary>The number of the largest magnitude decides whether an array is looked at one by one, whatever its sign.</summary>
    [Fact]
    public void A_negative_number_of_an_array_is_reported_too()
    {
        new FeatureMatrix(2, warnings: _warnings).Add("Sizes", 2, [1.0, -33_554_433]);
        Assert.Equal(["Sizes"], _reported.Select(warning => warning.Member));
    }

    /// <summary>The nearest <c>float32</c> is one above, and no number of the type.</summary>
    [Fact]
    public void The_greatest_numbers_of_every_type_are_reported()
    {
        AssertReported(int.MaxValue, "2147483647", "2147483648");
        AssertReported(uint.MaxValue, "4294967295", "4294967296");
        AssertReported(long.MaxValue, "9223372036854775807", "9223372036854775808");
        AssertReported(ulong.MaxValue, "18446744073709551615", "18446744073709551616");
        AssertReported(decimal.MaxValue, "79228162514264337593543950335", "79228162514264337593543950336");
        AssertReported(decimal.MinValue, "-79228162514264337593543950335", "-79228162514264337593543950336");
        AssertReported(long.MinValue + 1, "-9223372036854775807", "-9223372036854775808");
        AssertReported(16_777_216.5m, "16777216.5", "16777216");
        AssertReported(16_777_217d, "16777217", "16777216");

        void AssertReported<T>(T value, string found, string nearest)
            where T : struct, System.Numerics.INumber<T>
        {
            string expected = $"feature 'Id' is {found}, but Houses computes with 32-bit numbers, and the nearest one is {nearest}. ";
            new FeatureMatrix(1, warnings: new("Houses", "Id")).Add("Id", value);
            new FeatureMatrix(2, warnings: new("Houses", "Id")).Add("Id", 2, [T.One, value]);
            Assert.Equal(2, _reported.Count);
            Assert.All(_reported, warning => Assert.StartsWith(expected, warning.Message, StringComparison.Ordinal));
            _reported.Clear();
        }
    }

    [Fact]
    public void Numbers_of_every_type_that_float32_has_are_not()
    {
        AssertSilent(int.MinValue);
        AssertSilent(long.MinValue);
        AssertSilent(1u << 31);
        AssertSilent(1ul << 63);
        AssertSilent(16_777_218m);
        AssertSilent((decimal)(1L << 62) * 4);
        AssertSilent(float.MaxValue);

        void AssertSilent<T>(T value)
            where T : struct, System.Numerics.INumber<T>
        {
            new FeatureMatrix(1, warnings: new("Houses", "Id")).Add("Id", value);
            new FeatureMatrix(2, warnings: new("Houses", "Id")).Add("Id", 2, [T.One, value]);
            Assert.Empty(_reported);
        }
    }

    [Fact]
    public void An_array_is_looked_at_for_its_least_number_too()
    {
        new FeatureMatrix(3, warnings: new("Houses", "Id")).Add("Id", 3, [5, long.MinValue, 16_777_217]);
        new FeatureMatrix(3, warnings: new("Houses", "Id")).Add("Id", 3, [5, int.MinValue, 16_777_217]);
        Assert.Equal(["Id", "Id"], _reported.Select(warning => warning.Member));
    }

    [Fact]
    public void The_greatest_count_is_reported()
    {
        new CountLabels("Visits", _warnings).Add(long.MaxValue);
        Assert.Equal(["Visits"], _reported.Select(warning => warning.Member));
    }

    [Fact]
    public void Labels_and_counts_are_reported_too()
    {
        var price = new RegressionLabels("Price", warnings: _warnings);
        price.Add(1.5);
        price.Add(1e8 + 0.5);
        var visits = new CountLabels("Visits", _warnings);
        visits.Add(16_777_217);
        var sizes = new RegressionArrayLabels("Sizes", 2, warnings: _warnings);
        sizes.Add(new[] { 1.0, 33_554_433 });
        Assert.Equal([(1, "Price"), (0, "Visits"), (0, "Sizes")], _reported.Select(warning => (warning.Row, warning.Member)));
        Assert.All(_reported, warning => Assert.StartsWith($"label '{warning.Member}' is ", warning.Message, StringComparison.Ordinal));
        const string remedy = " Put [Standardize] on the head, if it is a RegressionHead or a QuantileHead, or ";
        Assert.All(_reported, warning => Assert.Contains(remedy, warning.Message, StringComparison.Ordinal));
    }

    /// <summary>Above 2⁵³ neighboring whole numbers become one in <c>float64</c> too.</summary>
    [Fact]
    public void A_number_that_is_standardized_and_too_long_for_float64_is_reported_once()
    {
        const long Begin = 1L << 62;
        for (int batch = 0; batch < 2; batch++)
        {
            var matrix = new FeatureMatrix(3, torch.float64, _warnings);
            for (int row = 0; row < 3; row++)
            {
                matrix.Add("Ticks62", Begin + row);
                matrix.Add("Cents", 1e18m + (row * 0.5m));
                matrix.Add("Time", row);
                matrix.EndRow();
            }
        }

        Assert.Equal([(1, "Ticks62"), (1, "Cents")], _reported.Select(warning => (warning.Row, warning.Member)));
        Assert.Equal(
            "row 1: feature 'Ticks62' is 4611686018427387905, but standardized numbers are read as 64-bit numbers, "
            + "and the nearest one is 4611686018427387904. Subtract the same number from all rows first. "
            + "Other rows may be affected too; this is reported once.",
            _reported[0].ToString());
    }

    [Fact]
    public void The_greatest_numbers_that_are_standardized_are_reported_alone_and_in_arrays_and_sequences()
    {
        new FeatureMatrix(1, torch.float64).Add("LongMax", long.MaxValue);
        new FeatureMatrix(1, torch.float64).Add("UlongMax", ulong.MaxValue);
        new FeatureMatrix(1, torch.float64).Add("DecimalMax", decimal.MaxValue);
        new FeatureMatrix(2, torch.float64).Add("Array", 2, [1, (1L << 53) + 1]);
        new FeatureMatrix(2, torch.float64).AddOrMissing<long>("Nullable", -(1L << 53) - 1);
        new NumberSequences(1, 3, torch.float64).Add("Sequence", [1, (1L << 53) + 1]);
        Assert.Equal(
            ["LongMax", "UlongMax", "DecimalMax", "Array", "Nullable", "Sequence"], _reported.Select(warning => warning.Member));
    }

    [Fact]
    public void What_float64_holds_and_fractions_are_not()
    {
        var matrix = new FeatureMatrix(1, torch.float64);
        matrix.Add("Exact", 1L << 53);
        matrix.Add("Exact", (1L << 62) + 1024);
        matrix.Add("Exact", long.MinValue);
        matrix.Add("Exact", uint.MaxValue);
        matrix.Add("Exact", 0.1m);
        matrix.Add("Exact", 123_456_789_012.345m);
        matrix.Add("Exact", 1e300);
        Assert.Empty(_reported);
    }

    [Fact]
    public void Labels_that_are_standardized_are_reported_before_they_become_a_double()
    {
        var labels = new RegressionLabels("LongLabel", torch.float64);
        labels.Add(7);
        labels.Add((1L << 53) + 1);
        new RegressionLabels("UlongLabel", torch.float64).Add(ulong.MaxValue);
        new RegressionLabels("DecimalLabel", torch.float64).Add(1e18m + 0.5m);
        new RegressionLabels("DoubleLabel", torch.float64).Add(1e18 + 0.5);
        Assert.Equal(
            [(1, "LongLabel"), (0, "UlongLabel"), (0, "DecimalLabel")], _reported.Select(warning => (warning.Row, warning.Member)));
        Assert.StartsWith(
            "label 'DecimalLabel' is 1000000000000000000.5, but standardized numbers are read as 64-bit numbers, "
            + "and the nearest one is 1000000000000000000.", _reported[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_of_every_type_are_numbers_or_missing()
    {
        var labels = new RegressionLabels("Price");
        labels.Add(-3L);
        labels.Add(4ul);
        labels.Add(0.5m);
        labels.Add(1.5);
        labels.Add((decimal?)null);
        labels.Add(7u);
        var made = labels.ToLabels();
        Assert.Equal([-3, 4, 0.5f, 1.5f, 0, 7], made.Values.Read());
        Assert.Equal([1, 1, 1, 1, 0, 1], made.Present.Read());
    }

    /// <summary>It is collected as <c>float64</c>, but read as <c>float32</c>, where it would be infinite.</summary>
    [Fact]
    public void A_number_beside_standardized_ones_must_be_finite_as_it_is_read()
    {
        var matrix = new FeatureMatrix(2, torch.float64, _warnings);
        matrix.Add("Standardized", 1e300);
        var refusal = Assert.Throws<InvalidRowException>(() => matrix.Add("Id", 1e300));
        Assert.Equal("row 0: feature 'Id' is 1E+300; a finite 32-bit number was expected.", refusal.Message);
        Assert.Empty(_reported);
    }

    [Fact]
    public void Without_a_listener_it_goes_to_the_standard_error_output()
    {
        RowWarning.Reported -= _reported.Add;
        var before = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            new CountLabels("Visits", _warnings).Add(16_777_217);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.StartsWith(
            "MtlGen warning: row 0: label 'Visits' is 16777217, but Houses computes",
            written.ToString(),
            StringComparison.Ordinal);
    }
}
