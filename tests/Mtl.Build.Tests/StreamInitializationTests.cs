using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;

namespace Mtl.Build.Tests;

public sealed class StreamInitializationTests
{
    private const string Import = "_ZSt21ios_base_library_initv", ImportVersion = "GLIBCXX_3.4.32";
    private const string Substitute = "_ZSt15get_new_handlerv", SubstituteVersion = "GLIBCXX_3.4.20";

    /// <summary>TorchSharp's library for Linux, as the package has it.</summary>
    private static byte[] TorchSharp => File.ReadAllBytes(Path.Combine(
        typeof(StreamInitializationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "TorchSharpPackage").Value!,
        "runtimes", "linux-x64", "native", "libLibTorchSharp.so"));

    [Fact]
    public void The_import_and_its_version_are_exchanged_and_nothing_else()
    {
        var library = Library().ToBytes();
        var original = (byte[])library.Clone();
        var redirected = StreamInitialization.TryRedirect(library);
        Assert.NotNull(redirected);
        Assert.Equal(original, library);
        RequireOnlyTheImportToDiffer(library, redirected);
    }

    [Fact]
    public void A_corrected_library_is_left_alone() =>
        Assert.Null(StreamInitialization.TryRedirect(StreamInitialization.TryRedirect(Library().ToBytes())!));

    public static TheoryData<string, byte[]> Others => new()
    {
        { "no such import", new SmallElf().Needs(SubstituteVersion, 4).Imports("_Znwm", 4).ToBytes() },
        { "another symbol of the version", Library().Imports("_ZNSt6chrono9tzdb_list5beginEv", 5).ToBytes() },
        { "another name", Needing().Imports("_ZSt21ios_base_library_inits", 5).ToBytes() },
        { "a name that only begins like it", Needing().Imports(Import + "x", 5).ToBytes() },
        { "the substitute's version not needed", new SmallElf().Needs(ImportVersion, 5).Imports(Import, 5).ToBytes() },
        { "defined in the file itself", Needing().Exports(Import, 5).ToBytes() },
        { "a name that another symbol ends with", Library().Imports("library_initv", 4).ToBytes() },
        { "another processor", Library(machine: 183).ToBytes() },
        { "no ELF file", "MZ"u8.ToArray() },
        { "empty", [] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void Any_other_file_is_left_alone(string why, byte[] file) => Assert.True(StreamInitialization.TryRedirect(file) is null, why);

    [Fact]
    public void Every_prefix_of_a_library_is_left_alone()
    {
        var library = Library().ToBytes();
        for (int length = 0; length < library.Length; length++)
            Assert.Null(StreamInitialization.TryRedirect(library[..length]));
    }

    [Fact]
    public void Damaged_files_and_random_bytes_never_throw()
    {
        var random = new Random(1);
        var library = Library().ToBytes();
        for (int round = 0; round < 100_000; round++)
        {
            var damaged = (byte[])library.Clone();
            for (int flips = random.Next(1, 5); flips > 0; flips--)
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            _ = StreamInitialization.TryRedirect(damaged);
            // Behind a good header, so that more than the first check is reached.
            random.NextBytes(damaged.AsSpan(64));
            _ = StreamInitialization.TryRedirect(damaged);
        }
    }

    [Fact]
    public void Lists_of_versions_that_overlap_end()
    {
        var library = Library().ToBytes();
        var elf = ElfFile.TryRead(library)!;
        // Every library of the list claims 65,535 versions, and every distance is 1.
        for (int place = elf.NeededVersions[0].Offset - 16; place < elf.NeededVersions[^1].Offset + 16; place++)
            library[place] = (byte)((place & 3) == 0 ? 1 : 0);
        _ = StreamInitialization.TryRedirect(library);
    }

    [Fact]
    public void TorchSharp_s_library_then_needs_nothing_newer_than_GCC_12()
    {
        var redirected = StreamInitialization.TryRedirect(TorchSharp);
        Assert.NotNull(redirected);
        var elf = ElfFile.TryRead(redirected)!;
        var strings = Encoding.ASCII.GetString(redirected, elf.Strings.Offset, elf.Strings.Size);
        var newest = elf.NeededVersions
            .Select(version => strings[(int)version.Name..strings.IndexOf('\0', (int)version.Name)])
            .Where(name => name.StartsWith("GLIBCXX_3.4.", StringComparison.Ordinal))
            .Max(name => int.Parse(Regex.Match(name, @"\d+$").Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(30, newest);
        RequireOnlyTheImportToDiffer(TorchSharp, redirected);
    }

    private static void RequireOnlyTheImportToDiffer(byte[] library, byte[] redirected)
    {
        var (before, after) = (ElfFile.TryRead(library)!, ElfFile.TryRead(redirected)!);
        var version = before.NeededVersions.Single(needed => before.IsString(needed.Name, ImportVersion));
        var import = before.Symbols.Single(symbol => symbol.Version == version.Index);
        Assert.Contains(import, after.Symbols);
        Assert.True(after.IsString(import.Name, Substitute));
        var redirectedVersion = after.NeededVersions.Single(needed => needed.Index == version.Index);
        Assert.True(after.IsString(redirectedVersion.Name, SubstituteVersion));
        Assert.Equal(SmallElf.Hash(SubstituteVersion), redirectedVersion.Hash);

        int name = before.Strings.Offset + (int)import.Name;
        Assert.Equal(library.Length, redirected.Length);
        Assert.All(
            Enumerable.Range(0, library.Length).Where(place => library[place] != redirected[place]),
            place => Assert.True(
                (place >= name && place < name + Import.Length) || (place >= version.Offset && place < version.Offset + 12),
                $"byte {place}"));
    }

    private static SmallElf Needing() => new SmallElf().Needs(SubstituteVersion, 4).Needs(ImportVersion, 5);

    private static SmallElf Library(ushort machine = 62) => new SmallElf { Machine = machine }
        .Needs("GLIBCXX_3.4.30", 2).Needs(SubstituteVersion, 4).Needs(ImportVersion, 5)
        .Imports("_Znwm", 2).Imports(Import, 5).Imports("_ZSt17__throw_bad_allocv", 4).Exports("THSTensor_add", 1);
}
