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
