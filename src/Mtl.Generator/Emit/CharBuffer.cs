namespace Mtl.Generator.Emit;

/// <summary>A growing buffer of characters that keeps its memory when it is cleared.</summary>
internal sealed class CharBuffer
{
    private char[] _characters = new char[1 << 14];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Part(int start, int length) => _characters.AsSpan(start, length);

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Reserve(text.Length));
        Length += text.Length;
    }

    public void Append(char character, int count = 1)
    {
        Reserve(count).Slice(0, count).Fill(character);
        Length += count;
    }

    /// <summary>Appends a part of the buffer itself.</summary>
    public void Repeat(int start, int length)
    {
        var free = Reserve(length);
        Part(start, length).CopyTo(free);
        Length += length;
    }

    public void Clear() => Length = 0;

    public CompactText ToSourceText() => new(_characters, Length);

    private Span<char> Reserve(int length)
    {
        if (Length + length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(Length + length, 2 * _characters.Length));
        return _characters.AsSpan(Length);
    }
}
