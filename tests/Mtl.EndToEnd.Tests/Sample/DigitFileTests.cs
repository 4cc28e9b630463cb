using System.IO.Compression;
using System.Text;
using Samples.TwoDigits;

namespace Mtl.EndToEnd.Tests;

public sealed class DigitFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_optical_digits_are_complete()
    {
        var digits = DigitFile.Read(Options.Parse([]).Data);
        Assert.Equal(1797, digits.Count);
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            digits.CountBy(digit => digit.Digit).OrderBy(count => count.Key).Select(count => count.Value));
        Assert.All(digits, digit => Assert.InRange(digit.Pixels.Max(), 1, DigitPicture.Ink));
    }

    [Fact]
    public void Plain_text_is_read_as_well()
    {
        var digits = DigitFile.Read(_folder.Write("digits.csv", Row(16, 3), Row(0, 9)));
        Assert.Equal([Digit.Three, Digit.Nine], digits.Select(digit => digit.Digit));
        Assert.All(digits[0].Pixels, pixel => Assert.Equal(16, pixel));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        var path = _folder["none.csv"];
        Assert.Equal($"{path}: there is no such file.", Failure(path));
    }

    [Fact]
    public void A_folder_is_no_file() =>
        Assert.StartsWith($"{_folder.FullName}: a folder", Failure(_folder.FullName), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_refused()
    {
        var path = _folder.Write("empty.csv");
        Assert.Equal($"{path}: the file is empty; at least one line was expected.", Failure(path));
    }

    [Fact]
    public void A_row_with_too_few_values_is_named_with_its_line()
    {
        var path = _folder.Write("short.csv", Row(1, 1), "1,2,3");
        Assert.Equal($"{path}:2: found 3 values; 64 pixels and the digit, 65 values, were expected.", Failure(path));
    }

    [Fact]
    public void A_value_that_is_no_number_is_named_with_its_place()
    {
        var path = _folder.Write("text.csv", "x" + Row(1, 1)[1..]);
        Assert.Equal($"{path}:1: value 1 is 'x'; a pixel, a whole number from 0 to 16, was expected.", Failure(path));
    }

    [Theory]
    [InlineData(17, 1, "value 1 is '17'; a pixel, a whole number from 0 to 16, was expected.")]
    [InlineData(-1, 1, "value 1 is '-1'; a pixel, a whole number from 0 to 16, was expected.")]
    [InlineData(16, 10, "value 65 is '10'; a digit, a whole number from 0 to 9, was expected.")]
    public void A_value_out_of_range_is_named_with_its_place(int pixel, int digit, string problem)
    {
        var path = _folder.Write("range.csv", Row(1, 1), Row(1, 2), Row(pixel, digit));
        Assert.Equal($"{path}:3: {problem}", Failure(path));
    }

    [Fact]
    public void Damaged_gzip_data_is_reported()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.ASCII.GetBytes(Row(1, 1) + "\n"));
        var bytes = packed.ToArray();
        Array.Fill(bytes, (byte)0xFF, 10, bytes.Length - 18);
        File.WriteAllBytes(_folder["damaged.gz"], bytes);
        Assert.StartsWith($"{_folder["damaged.gz"]}:1: the gzip data is damaged", Failure(_folder["damaged.gz"]), StringComparison.Ordinal);
    }

    private static string Failure(string path) => Assert.Throws<DigitDataException>(() => DigitFile.Read(path)).Message;

    private static string Row(int pixel, int digit) => string.Join(',', Enumerable.Repeat(pixel, 64).Append(digit));
}
