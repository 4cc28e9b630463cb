using System.Globalization;
using System.Text;
using static TorchSharp.torch;

namespace TorchSharp.Printing;

/// <summary>Writes the elements of a tensor as TorchSharp does.</summary>
internal sealed class TensorPrinter(Tensor tensor, string format, CultureInfo culture, string newLine) : IDisposable
{
    private const string Gap = "...";

    private readonly string _title = tensor.ToString();
    private readonly ScalarType _type = tensor.dtype;
    private readonly long[] _shape = tensor.shape;

    /// <summary>A copy with exact numbers of one of two types, one after the other.</summary>
    private readonly Tensor _elements = tensor.detach()
        .to(tensor.is_floating_point() ? ScalarType.Float64 : ScalarType.Int64, CPU, copy: true, disposeAfter: true).contiguous();

    public void Dispose() => _elements.Dispose();

    public string AsJulia(int width)
    {
        var text = new StringBuilder(_title);
        if (_shape.Length == 0)
            return text.Append(", value = ").Append(Element(0)).ToString();
        text.Append(newLine);
        if (_shape.Length == 1)
        {
            var row = Row(0, width);
            AppendRow(text, row, [.. row.Select(number => number.Length)], row.Count < _shape[0]);
            return text.ToString();
        }

        text.Length -= _shape.Length > 2 ? newLine.Length : 0;
        var matrix = _shape[^2] * _shape[^1];
        var matrices = _shape[..^2].TotalSize();
        for (long i = 0; i < matrices; i++)
        {
            if (_shape.Length > 2)
                text.Append(newLine).Append(Place(i)).Append(" =").Append(newLine);
            AppendMatrix(text, i * matrix, width);
        }

        return text.ToString();
    }

    public string AsNumpy() => Numpy(0, 0, false);

    public string AsCSharp()
    {
        var text = new StringBuilder(_title).Append(", value = ");
        if (_shape.Length == 0)
            return text.Append(Element(0)).ToString();
        var (keyword, suffix) = Keyword();
        var wide = _shape.Length > 1;
        if (wide)
            text.Append(newLine);
        text.Append(keyword).Append(" [").Append(',', _shape.Length - 1).Append("] {");
        if (wide)
            text.Append(newLine).Append(' ');
        text.Append(CSharpContents(0, 0, suffix));
        if (wide)
            text.Append(newLine);
        return text.Append('}').ToString();
    }

    private string Numpy(int dim, long start, bool indented)
    {
        if (dim == _shape.Length)
            return Element(start);
        var text = new StringBuilder().Append(' ', indented ? dim : 0).Append('[');
        if (dim == _shape.Length - 1)
            text.Append(Columns(start, ""));
        else
            text.Append(Rows(dim, start, string.Concat(Enumerable.Repeat(newLine, _shape.Length - dim - 1)), "", Numpy));
        return text.Append(']').ToString();
    }

    private string CSharp(int dim, long start, bool indented, string suffix) =>
        new StringBuilder().Append(' ', indented ? dim : 0).Append('{').Append(CSharpContents(dim, start, suffix)).Append('}').ToString();

    private string CSharpContents(int dim, long start, string suffix) => dim == _shape.Length - 1
        ? Columns(start, suffix)
        : Rows(dim, start, newLine, ",", (inner, place, indented) => CSharp(inner, place, indented, suffix));

    /// <summary>The slices along a dimension, the middle left out where there are too many.</summary>
    private string Rows(int dim, long start, string between, string comma, Func<int, long, bool, string> slice)
    {
        var text = new StringBuilder();
        var size = _shape[dim];
        var step = _shape[(dim + 1)..].TotalSize();
        var (head, tail) = Ends(size, MaxRows);
        for (long i = 0; i < size; i++)
        {
            if (i == head && head + tail < size)
            {
                text.Append(' ', dim).Append(' ').Append(Gap).Append(between);
                i = size - tail;
            }

            text.Append(slice(dim + 1, start + i * step, i > 0));
            if (i < size - 1)
                text.Append(comma).Append(between);
        }

        return text.ToString();
    }

    /// <summary>The elements along the last dimension, the middle left out where there are too many.</summary>
    private string Columns(long start, string suffix)
    {
        var text = new StringBuilder();
        var size = _shape[^1];
        var (head, tail) = Ends(size, MaxColumns);
        for (long i = 0; i < size; i++)
        {
            if (i == head && head + tail < size)
            {
                text.Append(Gap).Append(' ');
                i = size - tail;
            }

            text.Append(Element(start + i)).Append(suffix);
            if (i < size - 1)
                text.Append(", ");
        }

        return text.ToString();
    }

    private static (long Head, long Tail) Ends(long size, int shown) =>
        size <= shown ? (size, 0) : (shown - shown / 2, shown / 2);

    private void AppendMatrix(StringBuilder text, long start, int width)
    {
        var rows = new List<List<string>>();
        for (long i = 0; i < _shape[^2]; i++)
            rows.Add(Row(start + i * _shape[^1], width));
        if (rows.Count == 0)
            return;
        var columns = rows.Min(row => row.Count);
        var widths = Enumerable.Range(0, columns).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            AppendRow(text, row, widths, columns < _shape[^1]);
    }

    private void AppendRow(StringBuilder text, List<string> row, int[] widths, bool cut)
    {
        for (var i = 0; i < widths.Length; i++)
            text.Append(' ').Append(row[i].PadLeft(widths[i]));
        text.Append(cut ? " " + Gap : "").Append(newLine);
    }

    /// <summary>As many elements of a row as fit into the width.</summary>
    private List<string> Row(long start, int width)
    {
        var row = new List<string>();
        for (long i = 0; i < _shape[^1]; i++)
        {
            var number = Element(start + i);
            if (width - number.Length - Gap.Length - 1 < 0)
                break;
            row.Add(number);
            width -= number.Length + 1;
        }

        return row;
    }

    /// <summary>Where among the leading dimensions a matrix is.</summary>
    private string Place(long matrix)
    {
        var place = new long[_shape.Length - 2];
        for (var d = place.Length - 1; d >= 0; d--)
            matrix = Math.DivRem(matrix, _shape[d], out place[d]);
        return $"[{string.Join(',', place)},..,..]";
    }

    private string Element(long index) => _type switch
    {
        ScalarType.Float64 => _elements.data<double>()[index].ToString(format, culture),
        ScalarType.Float32 or ScalarType.Float16 or ScalarType.BFloat16 =>
            ((float)_elements.data<double>()[index]).ToString(format, culture),
        ScalarType.Bool => (_elements.data<long>()[index] != 0).ToString(culture),
        _ => _elements.data<long>()[index].ToString(culture),
    };

    private (string Keyword, string Suffix) Keyword() => _type switch
    {
        ScalarType.Bool => ("bool", ""),
        ScalarType.Byte => ("byte", ""),
        ScalarType.Int8 => ("sbyte", ""),
        ScalarType.Int16 => ("short", ""),
        ScalarType.Int32 => ("int", ""),
        ScalarType.Int64 => ("long", "L"),
        ScalarType.Float64 => ("double", ""),
        ScalarType.Float16 => ("float16", "f"),
        ScalarType.BFloat16 => ("bfloat16", "f"),
        _ => ("float", "f"),
    };
}
