namespace Mtl.Tests;

public sealed class RowSourceTests
{
    [Fact]
    public void Rows_come_as_they_are()
    {
        Assert.Equal(["a", "b"], RowSource.Read(["a", "b"]));
        int[] numbers = [1, 2];
        Assert.Same(numbers, RowSource.Read(numbers)); // Numbers cannot be null: they need no look.
    }

    [Fact]
    public void A_row_that_is_null_is_refused_with_its_number()
    {
        var error = Assert.Throws<InvalidRowException>(() => RowSource.Read<string>(["a", "b", null!]).Count());
        Assert.Equal("row 2: the row itself is null; remove such rows when reading the data.", error.Message);
        Assert.Equal((2, ""), (error.Row, error.Member));
    }

    [Fact]
    public void Rows_are_counted_where_that_takes_no_reading()
    {
        Assert.Equal(2, RowSource.CountIfKnown(new List<string> { "a", "b" }));
        Assert.Equal(0, RowSource.CountIfKnown<string>(null));
        Assert.Equal(0, RowSource.CountIfKnown(Unreadable()));

        static IEnumerable<string> Unreadable()
        {
            Assert.Fail("Counting must not read.");
            yield return "";
        }
    }

    [Fact]
    public void No_rows_at_all_are_refused_at_once() =>
        Assert.Equal("rows", Assert.Throws<ArgumentNullException>(() => RowSource.Read<string>(null!)).ParamName);
}
