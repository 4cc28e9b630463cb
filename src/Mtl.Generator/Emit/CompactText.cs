using System.Runtime.InteropServices;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Emit;

/// <summary>
/// The text of a generated file, one byte for a character. What is generated is almost all ASCII, and the text itself is the largest
/// part of what a generator allocates and of what an editor keeps of it; as a string it would be twice as large.
/// </summary>
internal sealed class CompactText : SourceText
{
    /// <summary>A byte for each of the first 256 characters of Unicode. It is what converts them fastest, too.</summary>
    private static readonly Encoding _latin1 = Encoding.GetEncoding("iso-8859-1");

    /// <summary>The characters; 0 where one needs more than a byte.</summary>
    private readonly byte[] _narrow;

    /// <summary>Where those are that need more, in order.</summary>
    private readonly int[] _placesOfWide;

    private readonly char[] _wide;

    /// <summary>Copies the first characters of an array.</summary>
    /// <param name="text">The array.</param>
    /// <param name="length">How many characters.</param>
    public CompactText(char[] text, int length)
    {
        _narrow = new byte[length];
        var places = new List<int>();
        for (var start = 0; start < length; start++)
        {
            var end = start + LengthOfNarrow(text.AsSpan(start, length - start));
            _latin1.GetBytes(text, start, end - start, _narrow, start);
            if (end < length)
                places.Add(end);
            start = end;
        }
        _placesOfWide = [.. places];
        _wide = [.. places.Select(place => text[place])];
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => _narrow.Length;

    public override char this[int position] =>
        _narrow[position] == 0 && Array.BinarySearch(_placesOfWide, position) is >= 0 and var wide ? _wide[wide] : (char)_narrow[position];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        _latin1.GetChars(_narrow, sourceIndex, count, destination, destinationIndex);
        var wide = Array.BinarySearch(_placesOfWide, sourceIndex);
        for (wide = wide < 0 ? ~wide : wide; wide < _wide.Length && _placesOfWide[wide] < sourceIndex + count; wide++)
            destination[destinationIndex + _placesOfWide[wide] - sourceIndex] = _wide[wide];
    }

    /// <summary>How many characters come before the first that needs more than a byte.</summary>
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
