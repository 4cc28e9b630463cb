using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Mtl.Build.Tests;

/// <summary>Writes shared libraries that consist of nothing but their imports.</summary>
internal sealed class SmallElf
{
    private const int HeaderSize = 64, SectionHeaderSize = 64, SymbolSize = 24;

    private readonly List<byte> _strings = [0];
    private readonly List<(string Name, bool IsImport, ushort Version)> _symbols = [("", true, 0)];
    private readonly List<(string Name, ushort Index)> _versions = [];

    /// <summary>What e_machine says; 62 is x64.</summary>
    public ushort Machine { get; init; } = 62;

    /// <summary>A version that libstdc++ must have.</summary>
    public SmallElf Needs(string version, ushort index)
    {
        _versions.Add((version, index));
        return this;
    }

    public SmallElf Imports(string symbol, ushort version)
    {
        _symbols.Add((symbol, true, version));
        return this;
    }

    public SmallElf Exports(string symbol, ushort version)
    {
        _symbols.Add((symbol, false, version));
        return this;
    }

    public byte[] ToBytes()
    {
        var library = String("libstdc++.so.6");
        byte[] symbols = [.. _symbols.SelectMany(symbol => Symbol(String(symbol.Name), symbol.IsImport))];
        byte[] versions = [.. _symbols.SelectMany(symbol => UInt16(symbol.Version))];
        byte[] needed = [.. UInt16(1), .. UInt16((ushort)_versions.Count), .. UInt32(library), .. UInt32(16), .. UInt32(0),
            .. _versions.SelectMany((version, place) => NeededVersion(version.Name, version.Index, isLast: place == _versions.Count - 1))];
        var sections = new (uint Type, uint Link, byte[] Content)[]
        {
            (0, 0, []), (11, 2, symbols), (3, 0, _strings.ToArray()), (0x6FFFFFFF, 1, versions), (0x6FFFFFFE, 2, needed),
        };

        var file = new List<byte>(new byte[HeaderSize]);
        var headers = new List<byte>();
        foreach (var (type, link, content) in sections)
        {
            headers.AddRange([.. UInt32(0), .. UInt32(type), .. UInt64(0), .. UInt64(0), .. UInt64((ulong)file.Count),
                .. UInt64((ulong)content.Length), .. UInt32(link), .. UInt32(0), .. UInt64(1), .. UInt64(0)]);
            file.AddRange(content);
        }

        byte[] header = [0x7F, .. "ELF"u8, 2, 1, 1, .. new byte[9],
            .. UInt16(3), .. UInt16(Machine), .. UInt32(1), .. UInt64(0), .. UInt64(0),
            .. UInt64((ulong)file.Count), .. UInt32(0), .. UInt16(HeaderSize), .. UInt16(0), .. UInt16(0), .. UInt16(SectionHeaderSize),
            .. UInt16((ushort)sections.Length), .. UInt16(0)];
        byte[] written = [.. file, .. headers];
        header.CopyTo(written, 0);
        return written;
    }

    /// <summary>The hash of a symbol version, as the System V ABI defines it.</summary>
    public static uint Hash(string name)
    {
        uint hash = 0;
        foreach (byte letter in Encoding.ASCII.GetBytes(name))
        {
            hash = (hash << 4) + letter;
            uint high = hash & 0xF0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }

    private byte[] NeededVersion(string name, ushort index, bool isLast) =>
        [.. UInt32(Hash(name)), .. UInt16(0), .. UInt16(index), .. UInt32(String(name)), .. UInt32(isLast ? 0u : 16u)];

    private static byte[] Symbol(uint name, bool isImport) =>
        [.. UInt32(name), 0x12, 0, .. UInt16((ushort)(isImport ? 0 : 1)), .. new byte[SymbolSize - 8]];

    /// <summary>The offset of a string, which is written once.</summary>
    private uint String(string text)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(text), 0];
        int found = CollectionsMarshal.AsSpan(_strings).IndexOf(bytes);
        if (found >= 0)
            return (uint)found;
        uint offset = (uint)_strings.Count;
        _strings.AddRange(bytes);
        return offset;
    }

    private static byte[] UInt16(ushort value) => UInt64(value)[..sizeof(ushort)];

    private static byte[] UInt32(uint value) => UInt64(value)[..sizeof(uint)];

    private static byte[] UInt64(ulong value)
    {
        var bytes = new byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, value);
        return bytes;
    }
}
