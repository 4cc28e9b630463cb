using System.Globalization;
using System.Reflection;

namespace Mtl.Testing.Snapshots.Tests;

public sealed class SnapshotPrefixTests
{
    [Fact]
    public void A_fact_is_named_after_its_type_and_method() =>
        Assert.Equal("SnapshotPrefixTests.Sample", Of());

    [Fact]
    public void A_nested_type_is_named_with_its_parent() =>
        Assert.Equal(
            "SnapshotPrefixTests.Inner.Sample",
            SnapshotPrefix.Of(typeof(Inner).GetMethod(nameof(Inner.Sample))!, null, null, null));

    [Fact]
    public void Type_and_method_can_be_named_otherwise() =>
        Assert.Equal("T.M", SnapshotPrefix.Of(Method, "T", "M", null));

    [Theory]
    [InlineData("x", "_first=x")]
    [InlineData("a/b:c", "_first=a-b-c")]
    [InlineData(null, "_first=null")]
    [InlineData(true, "_first=True")]
    [InlineData(new[] { 1, 2 }, "_first=1,2")]
    [InlineData(new int[0], "_first=[]")]
    public void A_theory_adds_its_values(object? value, string expected) =>
        Assert.Equal("SnapshotPrefixTests.Sample" + expected, Of(value));

    [Fact]
    public void Numbers_are_written_the_same_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new("de-DE");
        try
        {
            Assert.Equal("SnapshotPrefixTests.Sample_first=0.5_second=-1", Of(0.5, -1));
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void More_values_than_parameters_are_refused() =>
        Assert.Contains("3 values", Assert.Throws<ArgumentException>(() => Of(1, 2, 3)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_can_be_claimed_once()
    {
        SnapshotPrefix.Claim("folder", "Tests.Claimed");
        Assert.Contains(
            "UseParameters",
            Assert.Throws<InvalidOperationException>(() => SnapshotPrefix.Claim("folder", "Tests.Claimed")).Message,
            StringComparison.Ordinal);
    }

    internal static void Sample(object? first, object? second) => _ = (first, second);

    private static System.Reflection.MethodInfo Method =>
        typeof(SnapshotPrefixTests).GetMethod(nameof(Sample), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static string Of(params object?[]? values) =>
        SnapshotPrefix.Of(Method, null, null, values is { Length: 0 } ? null : values ?? [null]);

    private static class Inner
    {
        public static void Sample() { }
    }
}
