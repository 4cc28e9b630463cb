namespace Mtl.Testing.Snapshots.Tests;

public sealed class SnapshotFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Equal_text_passes_and_leaves_no_file_behind()
    {
        Write("Tests.One.verified.txt", "a\nb");
        Check("a\r\nb");
        Assert.Equal(["Tests.One.verified.txt"], _folder.FileNames);
    }

    [Fact]
    public void One_line_feed_at_the_end_of_the_verified_file_is_forgiven()
    {
        Write("Tests.One.verified.txt", "a\n");
        Check("a");
        Assert.Throws<VerifyException>(() => Check("a\n\n"));
    }

    [Fact]
    public void A_missing_verified_file_fails_and_leaves_the_received_one()
    {
        var message = Assert.Throws<VerifyException>(() => Check("new")).Message;
        Assert.Equal(["Tests.One.received.txt"], _folder.FileNames);
        Assert.StartsWith(
            $"Directory: {_folder.FullName}\nNew:\n  - Received: Tests.One.received.txt\n    Verified: Tests.One.verified.txt\n",
            message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_received_file_is_utf8_with_byte_order_mark_and_line_feeds()
    {
        Assert.Throws<VerifyException>(() => Check("é\r\nb"));
        Assert.Equal([0xEF, 0xBB, 0xBF, 0xC3, 0xA9, (byte)'\n', (byte)'b'], File.ReadAllBytes(_folder["Tests.One.received.txt"]));
    }

    [Fact]
    public void A_different_text_fails_and_names_the_first_line_that_differs()
    {
        Write("Tests.One.verified.txt", "same\nold\nrest");
        var message = Assert.Throws<VerifyException>(() => Check("same\nnew\nrest")).Message;
        Assert.Contains("NotEqual:\n  - Received: Tests.One.received.txt\n", message, StringComparison.Ordinal);
        Assert.Contains("differs first in line 2:\n  received: new\n  verified: old", message, StringComparison.Ordinal);
        Assert.Equal("same\nold\nrest", File.ReadAllText(_folder["Tests.One.verified.txt"]));
    }

    [Fact]
    public void A_text_that_stops_early_differs_at_its_end()
    {
        Write("Tests.One.verified.txt", "a\nb");
        var message = Assert.Throws<VerifyException>(() => Check("a")).Message;
        Assert.Contains("line 2:\n  received: (end of the text)\n  verified: b", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_verified_file_that_nothing_produces_any_more_is_named_under_Delete()
    {
        Write("Tests.One.verified.txt", "a");
        Write("Tests.One#gone.verified.cs", "b");
        var message = Assert.Throws<VerifyException>(() => Check("a")).Message;
        Assert.Contains("Delete:\n  - Tests.One#gone.verified.cs\n", message, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["Tests.One#gone.verified.cs"]));
    }

    [Fact]
    public void Files_of_a_test_with_a_longer_name_are_left_alone()
    {
        Write("Tests.One.verified.txt", "a");
        Write("Tests.OneMore.verified.txt", "b");
        Write("Tests.OneMore.received.txt", "c");
        Check("a");
        Assert.Equal(3, _folder.FileNames.Count());
    }

    [Fact]
    public void A_received_file_of_an_earlier_run_disappears()
    {
        Write("Tests.One.verified.txt", "a");
        Write("Tests.One.received.txt", "b");
        Check("a");
        Assert.Equal(["Tests.One.verified.txt"], _folder.FileNames);
    }

    [Fact]
    public void Accepting_fails_once_and_the_next_run_passes()
    {
        Write("Tests.One.verified.txt", "old");
        Write("Tests.One#gone.verified.cs", "b");
        var message = Assert.Throws<VerifyException>(() => Check("new", accept: true)).Message;
        Assert.Contains("were accepted", message, StringComparison.Ordinal);
        Assert.Equal(["Tests.One.verified.txt"], _folder.FileNames);
        Check("new");
    }

    private void Check(string text, bool accept = false) =>
        new SnapshotFolder(_folder.FullName, "Tests.One").Check([new(null, "txt", text)], accept);

    private void Write(string fileName, string text) => File.WriteAllText(_folder[fileName], text);
}
