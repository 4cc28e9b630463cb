namespace Mtl;

/// <summary>Files that are written before they get their name, which is no part of the temporary one: it may be as long as possible.</summary>
internal static class TemporaryFile
{
    private const string Prefix = ".mtlgen-";
    private const string Extension = ".tmp";

    private static readonly TimeSpan _oldest = TimeSpan.FromHours(1);

    /// <summary>Makes one. It is locked until the stream is closed, but can be moved.</summary>
    public static FileStream Create(string folder) =>
        new(Path.Combine(folder, $"{Prefix}{Guid.NewGuid():N}{Extension}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Delete);

    /// <summary>
    /// Deletes those of saves that were killed: they are old, and nobody has them open. A file is not locked in the moment in which it is
    /// made, nor ever on some network drives: so a young one stays.
    /// </summary>
    public static void DeleteLeft(string folder)
    {
        try
        {
            foreach (string file in Directory.EnumerateFiles(folder, $"{Prefix}*{Extension}"))
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) > _oldest)
                    DeleteUnlessOpen(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed can still be written.
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
