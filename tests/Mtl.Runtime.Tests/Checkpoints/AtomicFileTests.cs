namespace Mtl.Tests;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_is_created_or_replaced()
    {
        AtomicFile.Write(_folder["file"], stream => stream.Write([1, 2, 3]));
        AtomicFile.Write(_folder["file"], stream => stream.Write([4]));

        Assert.Equal([4], File.ReadAllBytes(_folder["file"]));
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public void A_failure_on_the_way_leaves_the_old_file_and_nothing_else()
    {
        File.WriteAllBytes(_folder["file"], [1, 2, 3]);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write([4]);
            throw new InvalidOperationException("disk full, say");
        }));

        Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["file"]));
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public void A_full_disk_is_reported_with_the_file_and_leaves_the_old_one()
    {
        File.WriteAllBytes(_folder["file"], [1]);
        var e = Assert.Throws<IOException>(() =>
            AtomicFile.Write(_folder["file"], _ => throw new IOException("No space left on device")));
        string expected = $"Cannot write '{_folder["file"]}', and an existing file is unchanged: No space left on device. Make space";
        Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(_folder["file"]));
        Assert.Equal(["file"], _folder.Files);
    }

    [Fact]
    public void The_old_file_stays_until_the_new_one_is_complete()
    {
        File.WriteAllBytes(_folder["file"], [1, 2, 3]);
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write(new byte[1 << 20]);
            Assert.Equal([1, 2, 3], File.ReadAllBytes(_folder["file"]));
        });
    }

    [Fact]
    public void A_folder_cannot_be_written()
    {
        Directory.CreateDirectory(_folder["folder"]);
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["folder"], _ => { }));
        Assert.EndsWith("it is a folder.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(_folder["none/file"], _ => { }));
        Assert.EndsWith($"the folder '{_folder["none"]}' does not exist.", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_is_followed_and_stays_one()
    {
        Directory.CreateDirectory(_folder["versions"]);
        File.WriteAllBytes(_folder["versions/1"], [1]);
        File.CreateSymbolicLink(_folder["second"], _folder["versions/1"]);
        File.CreateSymbolicLink(_folder["first"], _folder["second"]);
        AtomicFile.Write(_folder["first"], stream => stream.Write([2]));
        Assert.Equal([2], File.ReadAllBytes(_folder["versions/1"]));
        Assert.Equal(_folder["second"], new FileInfo(_folder["first"]).LinkTarget);
    }

    [Fact]
    public void A_link_to_a_file_that_is_not_there_yet_makes_that()
    {
        File.CreateSymbolicLink(_folder["link"], _folder["target"]);
        AtomicFile.Write(_folder["link"], stream => stream.Write([2]));
        Assert.Equal([2], File.ReadAllBytes(_folder["target"]));
        Assert.Equal(_folder["target"], new FileInfo(_folder["link"]).LinkTarget);
    }

    [Fact]
    public void Permissions_stay()
    {
        if (OperatingSystem.IsWindows())
            return;
        File.WriteAllBytes(_folder["file"], [1]);
        File.SetUnixFileMode(_folder["file"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        AtomicFile.Write(_folder["file"], stream => stream.Write([2]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder["file"]));
    }

    [Fact]
    public void A_read_only_file_is_not_overwritten()
    {
        File.WriteAllBytes(_folder["file"], [1]);
        File.SetAttributes(_folder["file"], FileAttributes.ReadOnly);
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["file"], stream => stream.Write([2])));
        Assert.Contains("it is read-only", e.Message, StringComparison.Ordinal);
        Assert.Equal([1], File.ReadAllBytes(_folder["file"]));
        File.SetAttributes(_folder["file"], FileAttributes.Normal);
    }

    [Fact]
    public void What_is_no_ordinary_file_is_not_replaced_but_an_empty_file_is()
    {
        File.WriteAllBytes(_folder["empty"], []);
        AtomicFile.Write(_folder["empty"], stream => stream.Write([2]));
        Assert.Equal([2], File.ReadAllBytes(_folder["empty"]));
        if (OperatingSystem.IsWindows())
            return;
        System.Diagnostics.Process.Start("mkfifo", _folder["pipe"]).WaitForExit();
        foreach (string path in (string[])[_folder["pipe"], "/dev/null"])
        {
            var e = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => stream.Write([2])));
            Assert.Contains("it is not a regular file", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_name_leaves_room_for_the_temporary_file()
    {
        string name = new('x', 250);
        AtomicFile.Write(_folder[name], stream => stream.Write([2]));
        Assert.Equal([name], _folder.Files);
    }

    [Fact]
    public void What_a_killed_save_left_behind_goes_with_a_later_save_into_the_folder()
    {
        string left = "";
        AtomicFile.Write(_folder["file"], stream => left = stream.Name);
        string young = left.Replace(".tmp", "0.tmp", StringComparison.Ordinal);
        // No process has such a number.
        string killed = young.Replace($"-{Environment.ProcessId:x}-", "-7ffffff0-", StringComparison.Ordinal);
        foreach (string file in (string[])[left, young, killed])
            File.WriteAllBytes(file, [1]);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        AtomicFile.Write(_folder["another"], stream => stream.Write([2]));
        Assert.False(File.Exists(left));
        Assert.False(File.Exists(killed));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public void What_another_save_is_writing_stays_however_old_it_is()
    {
        AtomicFile.Write(_folder["file"], stream =>
        {
            stream.Write([1]);
            stream.Flush();
            File.SetLastWriteTimeUtc(stream.Name, DateTime.UtcNow.AddHours(-2));
            AtomicFile.Write(_folder["file"], other => other.Write([2]));
            Assert.True(File.Exists(stream.Name));
        });
        Assert.Equal([1], File.ReadAllBytes(_folder["file"]));
        Assert.Equal(["file"], _folder.Files);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Many_saves_at_once_disturb_neither_each_other_nor_readers(int names)
    {
        Parallel.For(0, 4, new() { MaxDegreeOfParallelism = 4 }, thread =>
        {
            string path = _folder[$"file{thread % names}"];
            for (int i = 0; i < 50; i++)
            {
                AtomicFile.Write(path, stream => stream.Write([(byte)thread, (byte)thread]));
                Assert.Equal(2, File.ReadAllBytes(path).Length);
            }
        });
        Assert.Equal(names, _folder.Files.Length);
        Assert.All(_folder.Files, name => Assert.Single(File.ReadAllBytes(_folder[name]).Distinct()));
    }

    [Fact]
    public void A_link_in_a_linked_folder_is_relative_to_the_folder_where_it_is()
    {
        Directory.CreateDirectory(_folder["other/deep"]);
        File.CreateSymbolicLink(_folder["folder"], "other/deep");
        File.WriteAllBytes(_folder["other/x"], [1]);
        File.CreateSymbolicLink(_folder["other/deep/link"], "../x");
        AtomicFile.Write(_folder["folder/link"], stream => stream.Write([2]));
        Assert.Equal([2], File.ReadAllBytes(_folder["other/x"]));
        Assert.Empty(_folder.Files.Except(["folder"]));
    }

    [Fact]
    public void Links_in_a_circle_are_refused()
    {
        File.CreateSymbolicLink(_folder["a"], "b");
        File.CreateSymbolicLink(_folder["b"], "a");
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["a"], stream => stream.Write([2])));
        Assert.Equal($"Cannot write '{_folder["a"]}': its links form a cycle. Link it to a file, or save under another name.", e.Message);
    }

    [Theory]
    [InlineData("/sys/model", "no file can be created in the folder '/sys'")]
    [InlineData("/proc/self/mem", "it is not a regular file")]
    public void A_folder_that_takes_no_file_is_reported_by_the_name_of_the_file(string path, string problem)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => stream.Write([2])));
        Assert.StartsWith($"Cannot write '{path}': {problem}", e.Message, StringComparison.Ordinal);
    }

    /// <summary>As <c>/dev/stdout</c> is one, where another program reads it.</summary>
    [Fact]
    public void An_open_pipe_is_no_ordinary_file()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var pipe = new System.IO.Pipes.AnonymousPipeServerStream();
        string path = $"/proc/self/fd/{pipe.SafePipeHandle.DangerousGetHandle()}";
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(path, stream => stream.Write([2])));
        Assert.StartsWith($"Cannot write '{path}': it is not a regular file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_replaced_is_reported_by_its_name()
    {
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(_folder["file"], _ => Directory.CreateDirectory(_folder["file"])));
        Assert.StartsWith($"Cannot write '{_folder["file"]}': the existing file cannot be replaced", e.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }
}
