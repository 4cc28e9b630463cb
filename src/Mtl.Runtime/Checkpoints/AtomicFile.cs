namespace Mtl;

/// <summary>Writes files that are either the old or the new version, never half of one, even if the machine stops.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes a temporary file in the same folder, flushes it to disk and puts it in the place of <paramref name="path"/>. A link is
    /// followed, and a file that was there keeps its permissions.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content; may go back in the stream.</param>
    /// <exception cref="IOException">The file cannot be written; one that was there is unchanged.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        path = Path.GetFullPath(path);
        string target = PhysicalPath.Resolve(path) ?? throw new IOException(
            $"Cannot write '{path}': its links lead in a circle. Link it to a file, or save under another name.");
        RequireReplaceable(target, path);
        string folder = Path.GetDirectoryName(target)!;
        TemporaryFile.DeleteLeft(folder);
        var mode = File.Exists(target) && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(target) : (UnixFileMode?)null;
        using var stream = CreateTemporary(folder, path);
        try
        {
            if (mode is { } permissions && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(stream.SafeFileHandle, permissions);
            write(stream);
            stream.Flush(flushToDisk: true);
            Replace(target, stream.Name, path); // Still open, and so locked: nobody takes it for one that was left behind.
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
            throw NoOrdinaryFile(path, e); // The folder is there, but makes its files itself, as /proc does.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"Cannot write '{path}': no file can be made in the folder '{folder}'. Give it the permission to be written, "
                + "or save in another folder.",
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
                $"Cannot write '{path}': what is there cannot be replaced, or the name is not possible. Save under another name.", e);
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
                $"Cannot write '{path}': it is read-only. Give it the permission to be written, or save under another name.");
        }

        if (!IsOrdinary(file, path))
            throw NoOrdinaryFile(path);
    }

    private static IOException NoOrdinaryFile(string path, Exception? cause = null) =>
        new($"Cannot write '{path}': it is no ordinary file, but a device, a pipe or a socket. Save under another name.", cause);

    /// <summary>Pipes cannot seek, and devices have no length that could be set; an ordinary empty file has the one set here.</summary>
    private static bool IsOrdinary(FileInfo file, string path)
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
                $"Cannot write '{path}': the permission to read or to write it is missing. Give it both, or save under another name.", e);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
