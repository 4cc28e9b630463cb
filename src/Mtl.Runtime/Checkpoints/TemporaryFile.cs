using System.Diagnostics;
using System.Globalization;

namespace Mtl;

/// <summary>Files that are written before they get their name, which is no part of the temporary one: it may be as long as possible.</summary>
internal static class TemporaryFile
{
    private const string Prefix = ".mtlgen-";
    private const string Extension = ".tmp";

    private static readonly TimeSpan _oldest = TimeSpan.FromHours(1);

    /// <summary>Makes one, with the number of the process in its name. It is locked until the stream is closed, but can be moved.</summary>
    public static FileStream Create(string folder) => new(
        Path.Combine(folder, $"{Prefix}{Environment.ProcessId:x}-{Guid.NewGuid():N}{Extension}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);

    /// <summary>
    /// Deletes those of saves that were killed: their process is gone, and nobody has them open. A file is not locked in the moment in which
    /// it is made, nor ever on some network drives: so those of a process that lives, or has the number of one, stay until they are old.
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

    /// <summary>Whether there is a process of the number in the name.</summary>
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
            // Another save is writing it, or it is another user's.
        }
    }
}
