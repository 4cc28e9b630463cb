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

    public void Dispose() => _consumer.Dispose();

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
