using System;
using System.Collections.Generic;
using System.Text;

namespace Mtl.Build;

/// <summary>
/// The imports of a shared library for Linux on x64: its dynamic symbols and the symbol versions that it needs.
/// Every number read from the file is checked before it is used, so that a truncated or malicious file is refused.
/// </summary>
/// <remarks>Layout: System V ABI, chapter "Object Files"; Linux Standard Base, "Symbol Versioning".</remarks>
internal sealed class ElfFile
{
    private const int SectionHeaderSize = 64;
    private const int SymbolSize = 24;
    private const int VersionSize = 16;

    private readonly byte[] _bytes;

    private ElfFile(byte[] bytes)
    {
        _bytes = bytes;
        RequireHeader();
        var symbols = RequireSection(SectionType.DynamicSymbols);
        Strings = SectionAt(symbols.Link);
        Symbols = ReadSymbols(symbols, RequireSection(SectionType.SymbolVersions));
        NeededVersions = ReadNeededVersions(RequireSection(SectionType.NeededVersions));
    }

    /// <summary>The section with the names of symbols and versions.</summary>
    public ElfSection Strings { get; }

    /// <summary>The dynamic symbols in their order.</summary>
    public IReadOnlyList<ElfSymbol> Symbols { get; }

    /// <summary>The versions of symbols that other libraries must have.</summary>
    public IReadOnlyList<ElfNeededVersion> NeededVersions { get; }

    /// <summary>Reads a file, or returns <see langword="null"/> if it is not a complete shared library of this kind.</summary>
    public static ElfFile? TryRead(byte[] bytes)
    {
        try
        {
            return new ElfFile(bytes);
        }
        catch (MalformedElfException)
        {
            return null;
        }
    }

    /// <summary>Whether the string at an offset of <see cref="Strings"/> is a text, up to its terminating zero.</summary>
    public bool IsString(uint offset, string text)
    {
        if (offset + (long)text.Length >= Strings.Size)
            return false;
        long start = Strings.Offset + offset;
        return Encoding.ASCII.GetString(_bytes, (int)start, text.Length) == text && _bytes[start + text.Length] == 0;
    }

    private void RequireHeader()
    {
        const uint magic = 0x46_4C_45_7F; // 7F, "ELF"
        const byte is64Bit = 2, isLittleEndian = 1, x64 = 62;
        if (UInt32(0) != magic || Byte(4) != is64Bit || Byte(5) != isLittleEndian || UInt16(18) != x64 || UInt16(58) != SectionHeaderSize)
            throw new MalformedElfException();
        RequireInFile(offset: UInt64(40), size: (ulong)SectionHeaderSize * UInt16(60));
    }

    private ElfSection RequireSection(SectionType type)
    {
        int count = UInt16(60);
        for (uint index = 0; index < count; index++)
        {
            if (UInt32(SectionHeader(index) + 4) == (uint)type)
                return SectionAt(index);
        }

        throw new MalformedElfException();
    }

    private ElfSection SectionAt(uint index)
    {
        long header = SectionHeader(index);
        ulong offset = UInt64(header + 24), size = UInt64(header + 32);
        RequireInFile(offset, size);
        return new((int)offset, (int)size, Link: UInt32(header + 40));
    }

    private long SectionHeader(uint index)
    {
        if (index >= UInt16(60))
            throw new MalformedElfException();
        return (long)UInt64(40) + (long)index * SectionHeaderSize;
    }

    private void RequireInFile(ulong offset, ulong size)
    {
        if (offset > (ulong)_bytes.Length || size > (ulong)_bytes.Length - offset)
            throw new MalformedElfException();
    }

    private List<ElfSymbol> ReadSymbols(ElfSection symbols, ElfSection versions)
    {
        int count = symbols.Size / SymbolSize;
        if (versions.Size / sizeof(ushort) < count)
            throw new MalformedElfException();
        var read = new List<ElfSymbol>(count);
        for (int index = 0; index < count; index++)
        {
            long symbol = symbols.Offset + (long)index * SymbolSize;
            ushort version = UInt16(versions.Offset + index * sizeof(ushort));
            read.Add(new(Name: UInt32(symbol), IsImport: UInt16(symbol + 6) == 0, version));
        }

        return read;
    }

    /// <summary>Reads a list of libraries with a list of versions each. Both are linked by distances, which are never negative.</summary>
    private List<ElfNeededVersion> ReadNeededVersions(ElfSection section)
    {
        var read = new List<ElfNeededVersion>();
        uint distance;
        for (long library = section.Offset; ; library += distance)
        {
            RequireVersion(section, library);
            int versions = UInt16(library + 2);
            long version = library + UInt32(library + 8);
            for (int index = 0; index < versions; index++)
            {
                RequireVersion(section, version);
                read.Add(new(
                    Library: UInt32(library + 4),
                    Offset: (int)version,
                    Hash: UInt32(version),
                    Index: UInt16(version + 6),
                    Name: UInt32(version + 8)));
                if (UInt32(version + 12) is 0)
                    break;
                version += UInt32(version + 12);
            }

            distance = UInt32(library + 12);
            if (distance == 0)
                return read;
            // More versions than fit into the section: the lists overlap, and reading them might not end.
            if (read.Count > section.Size / VersionSize)
                throw new MalformedElfException();
        }
    }

    private static void RequireVersion(ElfSection section, long offset)
    {
        if (offset < section.Offset || offset > section.Offset + (long)section.Size - VersionSize)
            throw new MalformedElfException();
    }

    private ushort UInt16(long offset) => (ushort)(Byte(offset) | Byte(offset + 1) << 8);

    private uint UInt32(long offset) => UInt16(offset) | (uint)UInt16(offset + 2) << 16;

    private ulong UInt64(long offset) => UInt32(offset) | (ulong)UInt32(offset + 4) << 32;

    private byte Byte(long offset) => offset >= 0 && offset < _bytes.Length ? _bytes[offset] : throw new MalformedElfException();

    /// <summary>The types of sections that are read.</summary>
    private enum SectionType : uint
    {
        DynamicSymbols = 11,
        NeededVersions = 0x6FFFFFFE,
        SymbolVersions = 0x6FFFFFFF,
    }

    /// <summary>The file ends too early, or an offset in it is outside of the file.</summary>
    private sealed class MalformedElfException : Exception;
}

/// <summary>A section: its offset in the file, its size in bytes, and the index of the section that it refers to.</summary>
internal readonly record struct ElfSection(int Offset, int Size, uint Link);

/// <summary>A dynamic symbol.</summary>
/// <param name="Name">Offset of its name in <see cref="ElfFile.Strings"/>.</param>
/// <param name="IsImport">Whether another library defines it.</param>
/// <param name="Version">The version of the symbol; of an import, its <see cref="ElfNeededVersion.Index"/>.</param>
internal readonly record struct ElfSymbol(uint Name, bool IsImport, ushort Version);

/// <summary>A version that another library must have.</summary>
/// <param name="Library">Offset of the library's name in <see cref="ElfFile.Strings"/>.</param>
/// <param name="Offset">Offset of the entry in the file.</param>
/// <param name="Hash">The hash of its name.</param>
/// <param name="Index">The index by which symbols refer to it.</param>
/// <param name="Name">Offset of its name in <see cref="ElfFile.Strings"/>.</param>
internal readonly record struct ElfNeededVersion(uint Library, int Offset, uint Hash, ushort Index, uint Name);
