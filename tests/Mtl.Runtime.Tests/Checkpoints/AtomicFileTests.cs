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
}
