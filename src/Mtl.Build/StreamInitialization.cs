using System.Linq;
using System.Text;

namespace Mtl.Build;

/// <summary>
/// Redirects the one import with which TorchSharp's native library cannot be loaded where the C++ library is older than GCC 13's:
/// <c>std::ios_base_library_init()</c>, version <c>GLIBCXX_3.4.32</c>.
/// </summary>
/// <remarks>
/// The function ensures that the C++ standard streams are initialized. libtorch, which is loaded before, has already done so. The
/// import is redirected to <c>std::get_new_handler()</c>, which has no arguments and no effect, in a version that the library needs
/// anyway. Old and new systems have both. See docs/linux.md.
/// </remarks>
internal static class StreamInitialization
{
    private const string Import = "_ZSt21ios_base_library_initv";
    private const string ImportVersion = "GLIBCXX_3.4.32";
    private const string Substitute = "_ZSt15get_new_handlerv";
    private const string SubstituteVersion = "GLIBCXX_3.4.20";

    /// <summary>
    /// Returns a copy of the library with the import redirected, or <see langword="null"/> if the library does not have exactly this
    /// import: one symbol of this name that is the only one of its version, and other symbols of the substitute's version.
    /// </summary>
    public static byte[]? TryRedirect(byte[] library)
    {
        if (ElfFile.TryRead(library) is not { } elf)
            return null;
        var versions = elf.NeededVersions.Where(version => elf.IsString(version.Name, ImportVersion)).ToList();
        if (versions is not [var version])
            return null;
        var substitutes = elf.NeededVersions
            .Where(other => other.Library == version.Library && elf.IsString(other.Name, SubstituteVersion)).ToList();
        if (substitutes is not [var substitute])
            return null;
        var imports = elf.Symbols.Where(symbol => symbol.Version == version.Index).ToList();
        if (imports is not [{ IsImport: true } import] || !elf.IsString(import.Name, Import) || IsShared(elf, import))
            return null;

        var redirected = (byte[])library.Clone();
        // The name in the string table, padded with zeros; it is shorter than the name that it replaces.
        int name = elf.Strings.Offset + (int)import.Name;
        Encoding.ASCII.GetBytes(Substitute.PadRight(Import.Length, '\0'), 0, Import.Length, redirected, name);
        // The hash and the name of the version; its index, by which the symbol refers to it, does not change.
        CopyUInt32(redirected, from: substitute.Offset, to: version.Offset);
        CopyUInt32(redirected, from: substitute.Offset + 8, to: version.Offset + 8);
        return redirected;
    }

    /// <summary>
    /// Whether another symbol's name uses the same bytes, as linkers arrange it for names with a common ending. Such a name must not
    /// change.
    /// </summary>
    private static bool IsShared(ElfFile elf, ElfSymbol import) =>
        elf.Symbols.Count(symbol => symbol.Name >= import.Name && symbol.Name <= import.Name + Import.Length) > 1;

    private static void CopyUInt32(byte[] bytes, int from, int to) => System.Array.Copy(bytes, from, bytes, to, sizeof(uint));
}
