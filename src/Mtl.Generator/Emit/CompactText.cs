using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Emit;

/// <summary>
/// The text of a generated file, with one byte per character. Generated code is almost all ASCII, and its text is the largest part of what
/// the generator allocates and an editor keeps in memory; a string would be twice as large.
/// </summary>
internal sealed class CompactText : SourceText
{
    /// <summary>One byte for each of the first 256 characters of Unicode, and the fastest conversion.</summary>
    private static readonly Encoding _latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>The characters; 0 for a character that requires two bytes.</summary>
    private readonly byte[] _narrow;

    /// <summary>The positions of the characters that require two bytes, in order.</summary>
    private readonly int[] _widePositions;

    private readonly char[] _wide;

    /// <summary>Copies the first characters of an array.</summary>
    /// <param name="text">The array.</param>
    /// <param name="length">The number of characters.</param>
    public CompactText(char[] text, int length)
    {
        _narrow = new byte[length];
        var positions = new List<int>();
        for (var start = 0; start < length; start++)
        {
            var end = start + LengthOfNarrow(text.AsSpan(start, length - start));
            _latin1.GetBytes(text, start, end - start, _narrow, start);
            if (end < length)
                positions.Add(end);
            start = end;
        }
        _widePositions = [.. positions];
        _wide = [.. positions.Select(position => text[position])];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => _narrow.Length;

    public override char this[int position] =>
        _narrow[position] == 0 && Array.BinarySearch(_widePositions, position) is >= 0 and var wide ? _wide[wide] : (char)_narrow[position];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        _latin1.GetChars(_narrow, sourceIndex, count, destination, destinationIndex);
        var wide = Array.BinarySearch(_widePositions, sourceIndex);
        for (wide = wide < 0 ? ~wide : wide; wide < _wide.Length && _widePositions[wide] < sourceIndex + count; wide++)
            destination[destinationIndex + _widePositions[wide] - sourceIndex] = _wide[wide];
    }

    /// <summary>The number of characters before the first that requires two bytes.</summary>
    private static int LengthOfNarrow(ReadOnlySpan<char> text)
    {
        var fours = MemoryMarshal.Cast<char, ulong>(text);
        var length = 0;
        while (length < fours.Length && (fours[length] & 0xFF00_FF00_FF00_FF00) == 0)
            length++;
        length *= 4;
        while (length < text.Length && text[length] <= '\xff')
            length++;
        return length;
    }
}
