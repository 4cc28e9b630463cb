namespace Mtl;

/// <summary>Writes files atomically: a file has either the old or the new content, even if the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a temporary file in the same folder, flushes it to disk and moves it to <paramref name="path"/>. Links are followed, and an
    /// existing file keeps its permissions.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; may seek in the stream.</param>
    /// <exception cref="IOException">The file cannot be written; an existing file is unchanged.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        path = Path.GetFullPath(path);
        string target = PhysicalPath.Resolve(path) ?? throw new IOException(
            $"Cannot write '{path}': its links form a cycle. Link it to a file, or save under another name.");
        RequireReplaceable(target, path);
        string folder = Path.GetDirectoryName(target)!;
        TemporaryFile.DeleteLeft(folder);
        var mode = File.Exists(target) && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(target) : (UnixFileMode?)null;
        using var stream = CreateTemporary(folder, path);
        try
        {
            if (mode is { } permissions && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(stream.SafeFileHandle, permissions);
            Fill(stream, path, write);
            Replace(target, stream.Name, path); // The file is still locked, so that another save does not delete it as a leftover.
        }
        catch
        {
            File.Delete(stream.Name);
            throw;
        }
    }

    private static FileStream CreateTemporary(string folder, string path)
    {
        try
        {
            return TemporaryFile.Create(folder);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw NotRegularFile(path, e); // Files cannot be created in some existing folders, for example in /proc.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Cannot write '{path}': no file can be created in the folder '{folder}'. Make the folder writable, "
                + "or save in another folder.",
                e);
        }
    }

    /// <summary>Writes the content to disk.</summary>
    private static void Fill(FileStream stream, string path, Action<FileStream> write)
    {
        try
        {
            write(stream);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException e) when (e is not ModelFileException)
        {
            throw new IOException(
                $"Cannot write '{path}', and an existing file is unchanged: {e.Message.TrimEnd('.')}. "
                + "Make space, or save in another folder.",
                e);
        }
    }

    private static void Replace(string target, string temporary, string path)
    {
        try
        {
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Cannot write '{path}': the existing file cannot be replaced, or the name is invalid. Save under another name.", e);
        }
    }

    private static void RequireReplaceable(string target, string path)
    {
        if (Directory.Exists(target))
            throw new IOException($"Cannot write '{path}': it is a folder.");
        string? folder = Path.GetDirectoryName(target);
        if (!Directory.Exists(folder))
            throw new DirectoryNotFoundException($"Cannot write '{path}': the folder '{folder}' does not exist.");
        var file = new FileInfo(target);
        if (!file.Exists)
            return;
        if (file.IsReadOnly)
        {
            throw new IOException(
                $"Cannot write '{path}': it is read-only. Make it writable, or save under another name.");
        }

        if (!IsRegular(file, path))
            throw NotRegularFile(path);
    }

    private static IOException NotRegularFile(string path, Exception? cause = null) =>
        new($"Cannot write '{path}': it is not a regular file, but a device, a pipe or a socket. Save under another name.", cause);

    /// <summary>Whether a file is a regular one: pipes cannot seek, and the length of devices cannot be set.</summary>
    private static bool IsRegular(FileInfo file, string path)
    {
        if (file.Length > 0)
            return true;
        try
        {
            using var stream = file.Open(FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (stream.CanSeek && stream.Length == 0)
                stream.SetLength(0);
            return stream.CanSeek;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException(
                $"Cannot write '{path}': the permission to read or write it is missing. Grant both, or save under another name.", e);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
