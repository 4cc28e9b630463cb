using System.Globalization;
using System.Runtime.CompilerServices;

namespace Mtl.Generator.Emit;

/// <summary>
/// A piece of source text: a string, or an interpolated string in a buffer of the thread. Most texts are copied into a file at once; as
/// strings they would be most of the emitters' allocations. Numbers are formatted with the invariant culture.
/// </summary>
/// <remarks>A text is valid until its file is complete.</remarks>
[InterpolatedStringHandler]
internal struct Text
{
    [ThreadStatic]
    private static CharBuffer? _bufferOfThread;

    private readonly string? _whole;
    private int _start;
    private int _length;

    public Text(int literalLength, int formattedCount)
    {
        _ = (literalLength, formattedCount); // The compiler requires both parameters.
        _start = Buffer.Length;
    }

    private Text(string whole) => _whole = whole;

    public readonly ReadOnlySpan<char> Characters => _whole is null ? Buffer.Part(_start, _length) : _whole.AsSpan();

    private static CharBuffer Buffer => _bufferOfThread ??= new CharBuffer();

    public static implicit operator Text(string? text) => new(text ?? "");

    /// <summary>A text of spaces.</summary>
    public static Text Spaces(int count)
    {
        var spaces = new Text(literalLength: count, formattedCount: 0) { _length = count };
        Buffer.Append(' ', count);
        return spaces;
    }

    /// <summary>Discards all texts of this thread, once a file is complete.</summary>
    public static void ForgetAll() => Buffer.Clear();

    public void AppendLiteral(string text)
    {
        MoveToEnd();
        Buffer.Append(text.AsSpan());
        _length += text.Length;
    }

    public void AppendFormatted(string? text) => AppendLiteral(text ?? "");

    public void AppendFormatted(Text text)
    {
        if (text._whole is { } whole)
        {
            AppendLiteral(whole);
            return;
        }

        // Usually it was appended to the buffer just now, directly after this one.
        if (text._start != _start + _length || text._start + text._length != Buffer.Length)
        {
            MoveToEnd();
            Buffer.Repeat(text._start, text._length);
        }
        _length += text._length;
    }

    public void AppendFormatted(long number) => AppendLiteral(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(object? value) => AppendLiteral(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");

    public override readonly string ToString() => _whole ?? Characters.ToString();

    /// <summary>Copies this text to the end of the buffer, unless it ends there: another text may have been appended since.</summary>
    private void MoveToEnd()
    {
        var end = Buffer.Length;
        if (_start + _length == end)
            return;
        Buffer.Repeat(_start, _length);
        _start = end;
    }
}
