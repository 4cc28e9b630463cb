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
            + "Put [Standardize] on 'Id' or on the model, or subtract what all rows have in common. Other rows may be like it; this is said once.",
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
        matrix.Add("Standardised", 1.7e12 + 1000);
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
            string expected = $"row 0: feature 'Id' is {found}, but Houses computes with 32-bit numbers, and the nearest one is {nearest}. ";
            new FeatureMatrix(1, warnings: new("Houses", "Id")).Add("Id", value);
            new FeatureMatrix(2, warnings: new("Houses", "Id")).Add("Id", 2, [T.One, value]);
            Assert.Equal(2, _reported.Count);
            Assert.All(_reported, warning => Assert.StartsWith(expected, warning.ToString(), StringComparison.Ordinal));
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
        const string remedy = " Put [Standardize] on the head, if it is a RegressionHead, or ";
        Assert.All(_reported, warning => Assert.Contains(remedy, warning.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void While_nobody_listens_it_goes_to_the_standard_error_output()
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

        Assert.StartsWith("MtlGen warning: row 0: label 'Visits' is 16777217, but Houses computes", written.ToString(), StringComparison.Ordinal);
    }
}
