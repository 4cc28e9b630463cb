using System.Collections;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Mtl.Build.Tests;

public sealed class CorrectTorchSharpTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("mtl-build-");

    private string Output => Path.Combine(_folder.FullName, "obj", "MtlGen");

    [Fact]
    public void The_copy_has_the_metadata_of_the_original_which_stays_as_it_is()
    {
        var library = Write("libLibTorchSharp.so", Library());
        var task = Run(library);
        Assert.Equal(library.ItemSpec, Assert.Single(task.Replaced).ItemSpec);
        var copy = Assert.Single(task.Corrected);
        Assert.Equal(Path.Combine(Output, "libLibTorchSharp.so"), copy.ItemSpec);
        Assert.Equal("runtimes/linux-x64/native/libLibTorchSharp.so", copy.GetMetadata("DestinationSubPath"));
        Assert.Equal(StreamInitialization.TryRedirect(Library()), File.ReadAllBytes(copy.ItemSpec));
        Assert.Equal(Library(), File.ReadAllBytes(library.ItemSpec));
        Assert.Equal(["libLibTorchSharp.so"], Directory.GetFiles(Output).Select(Path.GetFileName));
    }

    [Fact]
    public void It_says_so_once_and_leaves_a_copy_that_is_there()
    {
        var library = Write("libLibTorchSharp.so", Library());
        Assert.Single(Messages(Run(library)));
        var written = File.GetLastWriteTimeUtc(Path.Combine(Output, "libLibTorchSharp.so"));
        var again = Run(library);
        Assert.Empty(Messages(again));
        Assert.Single(again.Corrected);
        Assert.Equal(written, File.GetLastWriteTimeUtc(Path.Combine(Output, "libLibTorchSharp.so")));
    }

    [Fact]
    public void A_stale_or_damaged_copy_is_written_again()
    {
        var library = Write("libLibTorchSharp.so", Library());
        Run(library);
        File.WriteAllBytes(Path.Combine(Output, "libLibTorchSharp.so"), [1, 2, 3]);
        Assert.Single(Messages(Run(library)));
        Assert.Equal(StreamInitialization.TryRedirect(Library()), File.ReadAllBytes(Path.Combine(Output, "libLibTorchSharp.so")));
    }

    [Fact]
    public void An_unknown_library_stays()
    {
        var task = Run(Write("libLibTorchSharp.so", [.. "another library"u8]));
        Assert.Empty(task.Replaced);
        Assert.Empty(task.Corrected);
        Assert.Empty(Messages(task));
        Assert.False(Directory.Exists(Output));
    }

    [Fact]
    public void A_copy_that_cannot_be_written_is_an_error_that_names_the_way_out()
    {
        var library = Write("libLibTorchSharp.so", Library());
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "obj"));
        File.WriteAllText(Output, "a file where the folder shall be");
        var task = Task(library);
        Assert.False(task.Execute());
        var error = Assert.Single(((Log)task.BuildEngine).Errors);
        Assert.Contains(library.ItemSpec, error, StringComparison.Ordinal);
        Assert.Contains("MtlGenCorrectTorchSharp", error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static byte[] Library() => new SmallElf()
        .Needs("GLIBCXX_3.4.20", 4).Needs("GLIBCXX_3.4.32", 5).Imports("_ZSt21ios_base_library_initv", 5).ToBytes();

    private static List<string> Messages(CorrectTorchSharp task) => ((Log)task.BuildEngine).Messages;

    private TaskItem Write(string name, byte[] content)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, content);
        return new TaskItem(path, new Hashtable { ["DestinationSubPath"] = $"runtimes/linux-x64/native/{name}" });
    }

    private CorrectTorchSharp Run(TaskItem library)
    {
        var task = Task(library);
        Assert.True(task.Execute());
        return task;
    }

    private CorrectTorchSharp Task(TaskItem library) => new() { BuildEngine = new Log(), Libraries = [library], OutputFolder = Output };

    /// <summary>What a build shows.</summary>
    private sealed class Log : IBuildEngine
    {
        public List<string> Messages { get; } = [];

        public List<string> Errors { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public void LogErrorEvent(BuildErrorEventArgs e) => Errors.Add(e.Message!);

        public void LogMessageEvent(BuildMessageEventArgs e)
        {
            if (e.Importance == MessageImportance.High)
                Messages.Add(e.Message!);
        }

        public void LogWarningEvent(BuildWarningEventArgs e) => throw new NotSupportedException();

        public void LogCustomEvent(CustomBuildEventArgs e) => throw new NotSupportedException();

        public bool BuildProjectFile(
            string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) =>
            throw new NotSupportedException();
    }
}
