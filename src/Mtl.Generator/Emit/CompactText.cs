using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Mtl.Generator.Emit;

/// <summary>
/// The text of a generated file, one byte for a character. What is generated is almost all ASCII, and the text itself is the largest
/// part of what a generator allocates and of what an editor keeps of it; as a string it would be twice as large.
/// </summary>
internal sealed class CompactText : SourceText
{
    /// <summary>Stands where a character needs more than a byte.</summary>
    private const byte Wide = 0;

    private readonly byte[] _characters;

    /// <summary>Where such characters are, in order.</summary>
    private readonly int[] _placesOfWide;

    private readonly char[] _wide;

    public CompactText(ReadOnlySpan<char> text)
    {
        _characters = new byte[text.Length];
        var count = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (IsWide(text[i]))
                count++;
            else
                _characters[i] = (byte)text[i];
        }

        (_placesOfWide, _wide) = (new int[count], new char[count]);
        for (var i = text.Length - 1; count > 0; i--)
        {
            if (IsWide(text[i]))
                (_placesOfWide[--count], _wide[count]) = (i, text[i]);
        }
    }

    public override Encoding Encoding => Encoding.UTF8;

    public override int Length => _characters.Length;

    public override char this[int position] =>
        _characters[position] is not Wide and var character ? (char)character : _wide[Array.BinarySearch(_placesOfWide, position)];

    public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count)
    {
        var next = Array.BinarySearch(_placesOfWide, sourceIndex);
        if (next < 0)
            next = ~next; // Of the first wide one behind the place.
        for (var i = 0; i < count; i++)
            destination[destinationIndex + i] = _characters[sourceIndex + i] is not Wide and var character ? (char)character : _wide[next++];
    }

    private static bool IsWide(char character) => character is '\0' or > '\xff';
}
