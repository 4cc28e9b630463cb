namespace Mtl.Generator.Emit;

/// <summary>Characters that grow in number; the memory stays when they are forgotten.</summary>
internal sealed class CharBuffer
{
    private char[] _characters = new char[1 << 14];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Part(int start, int length) => _characters.AsSpan(start, length);

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    public void Append(char character, int count = 1)
    {
        Room(count).Slice(0, count).Fill(character);
        Length += count;
    }

    /// <summary>Appends what stands in the buffer already.</summary>
    public void Repeat(int start, int length)
    {
        var room = Room(length);
        Part(start, length).CopyTo(room);
        Length += length;
    }

    public void Clear() => Length = 0;

    public CompactText ToSourceText() => new(_characters, Length);

    private Span<char> Room(int length)
    {
        if (Length + length > _characters.Length)
            Array.Resize(ref _characters, Math.Max(Length + length, 2 * _characters.Length));
        return _characters.AsSpan(Length);
    }
}
