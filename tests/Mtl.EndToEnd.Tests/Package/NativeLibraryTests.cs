namespace Mtl.EndToEnd.Tests.Package;

/// <summary>What the package does for TorchSharp's native library and for libtorch in the build of a program.</summary>
public sealed class NativeLibraryTests : IDisposable
{
    private const string Program = "Console.WriteLine($\"a tensor of {TorchSharp.torch.ones(3).sum().item<float>()}\");";
    private const string Says = "MtlGen: corrected one import of TorchSharp's native library";
    private const string Library = "runtimes/linux-x64/native/libLibTorchSharp.so";

    private readonly Consumer _consumer = new();

    [Fact]
    public void Built_run_and_published_programs_have_the_corrected_library()
    {
        _consumer.WriteProject();
        _consumer.Write("Program.cs", Program);
        var (exitCode, output) = _consumer.Run("build");
        Assert.True(exitCode == 0, output);
        Assert.Contains(Says, output, StringComparison.Ordinal);
        Assert.True(IsCorrected(Path.Combine(_consumer.Output, Library)));

        (exitCode, output) = _consumer.Run("build", "--no-restore");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Says, output, StringComparison.Ordinal);

        RunsPublished("portable");
        if (OperatingSystem.IsLinux())
            RunsPublished("one platform", "-r", "linux-x64", "--no-self-contained");

        // Turned off: the package's own file, wherever it loads.
        (exitCode, output) = _consumer.Run("build", "-p:MtlGenCorrectTorchSharp=false");
        Assert.True(exitCode == 0, output);
        Assert.False(IsCorrected(Path.Combine(_consumer.Output, Library)));

        // The copy is cleaned away with everything else that a build made.
        (exitCode, output) = _consumer.Run("build", "--no-restore");
        Assert.True(exitCode == 0, output);
        Assert.Single(_consumer.Find(Path.Combine("obj", "Debug"), "libLibTorchSharp.so"));
        (exitCode, output) = _consumer.Run("clean");
        Assert.True(exitCode == 0, output);
        Assert.Empty(_consumer.Find(Path.Combine("obj", "Debug"), "libLibTorchSharp.so"));
    }

    [Fact]
    public void A_program_without_libtorch_is_warned_and_a_library_is_not()
    {
        _consumer.Write("Program.cs", Program);
        _consumer.WriteProject(withLibtorch: false);
        var (exitCode, output) = _consumer.Run("build", "-p:TreatWarningsAsErrors=false");
        Assert.True(exitCode == 0, output);
        var platform = OperatingSystem.IsWindows() ? "win-x64" : OperatingSystem.IsMacOS() ? "osx-arm64" : "linux-x64";
        Assert.Contains("warning MTLB001", output, StringComparison.Ordinal);
        Assert.Contains($"Add the package 'libtorch-cpu-{platform}'", output, StringComparison.Ordinal);

        (exitCode, output) = _consumer.Run("build", "--no-restore", "-p:MtlGenCheckLibtorch=false");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("MTLB001", output, StringComparison.Ordinal);

        _consumer.Write("Program.cs", "public static class Library;");
        _consumer.WriteProject(withLibtorch: false, outputType: "Library");
        (exitCode, output) = _consumer.Run("build", "--no-restore");
        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain("MTLB001", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-arm64", "There is none; there are packages for linux-x64, win-x64 and osx-arm64.")]
    [InlineData("osx-x64", "There is none; there are packages for linux-x64, win-x64 and osx-arm64.")]
    [InlineData("osx-arm64", "Add the package 'libtorch-cpu-osx-arm64'.")]
    public void A_package_for_another_platform_does_not_count(string platform, string advice)
    {
        if (OperatingSystem.IsMacOS())
            return;
        Warned(platform, advice, "-p:RuntimeIdentifier=" + platform);
    }

    [Fact]
    public void A_package_whose_files_are_excluded_does_not_count() => Warned("", "Add the package", "-p:MtlGenTestExcludes=all");

    public void Dispose() => _consumer.Dispose();

    /// <summary>Asks for the warning alone: a program for another platform would need more of that platform.</summary>
    private void Warned(string platform, string advice, string option)
    {
        _consumer.Write("Program.cs", Program);
        _consumer.WriteProject();
        string[] options = [option, "-p:UseAppHost=false", "-p:TreatWarningsAsErrors=false"];
        var (exitCode, output) = _consumer.Run(["restore", .. options]);
        Assert.True(exitCode == 0, output);
        (exitCode, output) = _consumer.Run(["msbuild", "-t:ResolvePackageAssets", .. options]);
        Assert.True(exitCode == 0, output);
        Assert.Contains($"warning MTLB001: No package with libtorch for {platform}", output, StringComparison.Ordinal);
        Assert.Contains(advice, output, StringComparison.Ordinal);
    }

    private void RunsPublished(string folder, params string[] options)
    {
        var (exitCode, output) = _consumer.Run(["publish", "-o", folder, .. options]);
        Assert.True(exitCode == 0, output);
        (exitCode, output) = _consumer.Run("exec", Path.Combine(folder, "Consumer.dll"));
        Assert.True(exitCode == 0, output);
        Assert.Contains("a tensor of 3", output, StringComparison.Ordinal);
    }

    private static bool IsCorrected(string library) => File.ReadAllBytes(library).AsSpan().IndexOf("_ZSt21ios_base_library_initv\0"u8) < 0;
}
