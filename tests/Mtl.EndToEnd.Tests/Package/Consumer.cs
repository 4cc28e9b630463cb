using System.Reflection;
using System.Runtime.CompilerServices;

namespace Mtl.EndToEnd.Tests.Package;

/// <summary>A project somewhere else on the machine that knows MtlGen as a package alone, from a feed with nothing else in it.</summary>
public sealed class Consumer : IDisposable
{
    private static readonly Dictionary<string, string?> _build = typeof(Consumer).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().ToDictionary(entry => entry.Key, entry => entry.Value);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-consumer-");

    public Consumer()
    {
        Pack("src/MtlGen");
        WriteProject();
    }

    /// <summary>Where the program's files lie after a build.</summary>
    public string Output => Path.Combine(_folder.FullName, "bin", "Debug", "net10.0");

    private string Feed => Path.Combine(_folder.FullName, "feed");

    public void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder.FullName, file), text);

    /// <summary>Writes the project file, with or without the package that has libtorch for this platform.</summary>
    public void WriteProject(bool withLibtorch = true, string outputType = "Exe") =>
        Write("Consumer.csproj", ProjectFile(
            outputType,
            $"<PackageReference Include=\"MtlGen\" Version=\"{_build["Version"]}\" />",
            withLibtorch
                ? $"<PackageReference Include=\"{_build["LibtorchPackage"]}\" Version=\"{_build["LibtorchVersion"]}\" "
                    + "ExcludeAssets=\"$(MtlGenTestExcludes)\" />"
                : ""));

    /// <summary>Writes a library that uses the project, in the folder User.</summary>
    public void WriteUser(string code)
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "User"));
        Write("User/Code.cs", code);
        Write("User/User.csproj", ProjectFile(outputType: "Library", "<ProjectReference Include=\"../Consumer.csproj\" />"));
    }

    public (int ExitCode, string Output) Run(params string[] arguments) => DotNet.Run(_folder.FullName, arguments);

    /// <summary>The files of a name in a folder of the project and below.</summary>
    public string[] Find(string folder, string file) =>
        Directory.GetFiles(Path.Combine(_folder.FullName, folder), file, SearchOption.AllDirectories);

    /// <summary>The files in a package.</summary>
    public string[] FilesIn(string package)
    {
        using var archive = System.IO.Compression.ZipFile.OpenRead(Path.Combine(Feed, $"{package}.{_build["Version"]}.nupkg"));
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Packs what was built together with these tests.</summary>
    private void Pack(string project)
    {
        var (exitCode, output) = DotNet.Run(
            Root(), "pack", project, "--no-build", "-c", _build["Configuration"]!, "-o", Feed);
        Assert.True(exitCode == 0, output);
    }

    /// <summary>
    /// Packages that the machine has already are read where they are; ours are put into a folder that goes away, so that no other
    /// test or project finds them.
    /// </summary>
    private string ProjectFile(string outputType, params string[] references)
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{outputType}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <DefaultItemExcludes>$(DefaultItemExcludes);User/**</DefaultItemExcludes>
                <RestoreAdditionalProjectSources>$(RestoreAdditionalProjectSources);{Feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(_folder.FullName, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{cache}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                {string.Concat(references)}
              </ItemGroup>
            </Project>
            """;
    }

    private static string Root([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
