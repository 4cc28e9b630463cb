using System.Diagnostics;
using System.Globalization;

namespace Mtl;

/// <summary>
/// Temporary files, which are renamed when they are complete. Their names are short and do not contain the final name, which may have the
/// maximum length.
/// </summary>
internal static class TemporaryFile
{
    private const string Prefix = ".mtlgen-";
    private const string Extension = ".tmp";

    private static readonly TimeSpan _oldest = TimeSpan.FromHours(1);

    /// <summary>
    /// Creates a file with the process id in its name. It is locked until the stream is closed, but can be moved.
    /// </summary>
    public static FileStream Create(string folder) => new(
        Path.Combine(folder, $"{Prefix}{Environment.ProcessId:x}-{Guid.NewGuid():N}{Extension}"),
        FileMode.CreateNew,
        FileAccess.ReadWrite,
        FileShare.Delete,
        bufferSize: 0); // Closing the file would write the buffer of a failed write again, and fail again.

    /// <summary>
    /// Deletes the files of interrupted saves: those that are not open and whose process does not exist. Files of an existing process id
    /// are only deleted when they are old, because a file is not locked at the moment of its creation, nor ever on some network drives.
    /// </summary>
    public static void DeleteLeft(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}"))
            {
                if (!MayBeWritten(file) || DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > _oldest)
                    DeleteUnlessOpen(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed can still be written.
        }
    }

    /// <summary>Whether the process whose id is in the name exists.</summary>
    private static bool MayBeWritten(string file)
    {
        string number = Path.GetFileName(file)[Prefix.Length..].Split('-')[0];
        if (!int.TryParse(number, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int process))
            return true;
        try
        {
            using var writer = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
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
            // Another save is writing it, or it belongs to another user.
        }
    }
}
