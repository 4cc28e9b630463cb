using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace Mtl.LibTorch.Tests.Tensors;

public class PrintingTests
{
    private static readonly CultureInfo s_culture = CultureInfo.InvariantCulture;

    [Fact]
    public void Without_a_style_shape_type_and_device_are_written() =>
        Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());

    [Fact]
    public void A_number_is_written_behind_its_type()
    {
        Assert.Equal("[], type = Float32, device = cpu, value = 1.5", tensor(1.5f).ToString(julia, cultureInfo: s_culture));
        Assert.Equal("[], type = Int64, device = cpu, value = 7", tensor(7L).ToString(csharp, cultureInfo: s_culture));
        Assert.Equal("1.5", tensor(1.5f).ToString(numpy, cultureInfo: s_culture));
    }

    [Fact]
    public void Julia_writes_rows_in_columns()
    {
        var matrix = tensor(new float[,] { { 1, -2.5f }, { 30, 4 } });
        Assert.Equal(
            "[2x2], type = Float32, device = cpu\n  1 -2.5\n 30    4\n",
            matrix.ToString(julia, cultureInfo: s_culture, newLine: "\n"));
        Assert.Equal(
            "[3], type = Int64, device = cpu\n 0 1 2\n", arange(3).ToString(julia, cultureInfo: s_culture, newLine: "\n"));
        Assert.Equal(
            "[2x1x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n\n[1,..,..] =\n 2 3\n",
            arange(4).reshape(2, 1, 2).ToString(julia, cultureInfo: s_culture, newLine: "\n"));
    }

    [Fact]
    public void Julia_cuts_rows_at_the_width() => Assert.Equal(
        "[20], type = Int64, device = cpu\n 0 1 2 3 4 5 6 ...\n",
        arange(20).ToString(julia, width: 18, cultureInfo: s_culture, newLine: "\n"));

    [Fact]
    public void NumPy_nests_brackets()
    {
        Assert.Equal("[True, False]", tensor([true, false]).ToString(numpy, cultureInfo: s_culture));
        Assert.Equal(
            "[[0, 1]\n [2, 3]]", arange(4).reshape(2, 2).ToString(numpy, cultureInfo: s_culture, newLine: "\n"));
        Assert.Equal(
            "[0, 1, 2, ... 7, 8, 9]", arange(10).ToString(numpy, cultureInfo: s_culture, newLine: "\n"));
        Assert.Equal(
            "[[[0, 1]\n  [2, 3]]\n\n [[4, 5]\n  [6, 7]]]",
            arange(8).reshape(2, 2, 2).ToString(numpy, cultureInfo: s_culture, newLine: "\n"));
    }

    [Fact]
    public void CSharp_writes_an_array()
    {
        Assert.Equal(
            "[3], type = Float32, device = cpu, value = float [] {0f, 1f, 2f}",
            arange(3, ScalarType.Float32).ToString(csharp, cultureInfo: s_culture, newLine: "\n"));
        Assert.Equal(
            "[2x2], type = Int64, device = cpu, value = \nlong [,] {\n {0L, 1L},\n {2L, 3L}\n}",
            arange(4).reshape(2, 2).ToString(csharp, cultureInfo: s_culture, newLine: "\n"));
    }
}
