using System.Security.Cryptography;
using System.Text;

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
        string target = new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
        RequireReplaceable(target, path);
        var mode = File.Exists(target) && !OperatingSystem.IsWindows() ? File.GetUnixFileMode(target) : (UnixFileMode?)null;
        string temporary = new TemporaryName(target).Next();
        try
        {
            // Nobody else opens it while it is written: so the next save knows it from one that was left behind.
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
            {
                if (mode is { } permissions && !OperatingSystem.IsWindows())
                    File.SetUnixFileMode(stream.SafeFileHandle, permissions);
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
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
            throw new IOException($"Cannot write '{path}': it is read-only. Give it the permission to be written, or save under another name.");
        if (!IsOrdinary(file))
            throw new IOException($"Cannot write '{path}': it is no ordinary file, but a device, a pipe or a socket. Save under another name.");
    }

    /// <summary>Pipes cannot seek, and devices have no length that could be set; an ordinary empty file has the one that is set here.</summary>
    private static bool IsOrdinary(FileInfo file)
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Names for the temporary files of one file: short, because a long name with an addition is too long for the file system.</summary>
    private readonly struct TemporaryName
    {
        private readonly string _folder;
        private readonly string _prefix;

        public TemporaryName(string target)
        {
            _folder = Path.GetDirectoryName(target)!;
            byte[] name = Encoding.UTF8.GetBytes(Path.GetFileName(target));
            _prefix = $".mtlgen-{Convert.ToHexStringLower(SHA256.HashData(name))[..8]}-";
        }

        /// <summary>A name that nobody has, after those were deleted that a save left behind which was killed.</summary>
        public string Next()
        {
            foreach (string file in Directory.EnumerateFiles(_folder, $"{_prefix}*.tmp"))
                DeleteUnlessOpen(file);
            return Path.Combine(_folder, $"{_prefix}{Guid.NewGuid().ToString("N")[..8]}.tmp");
        }

        private static void DeleteUnlessOpen(string file)
        {
            try
            {
                new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None).Dispose();
                File.Delete(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // Another save is writing it.
            }
        }
    }
}
