namespace Mtl;

/// <summary>
/// Resolves links in paths. <see cref="FileSystemInfo.ResolveLinkTarget"/> does not handle a link in a folder that is a link itself, where
/// <c>..</c> means another folder.
/// </summary>
internal static class PhysicalPath
{
    /// <summary>The maximum number of links, which is that of Linux.</summary>
    private const int MaximumLinks = 40;

    /// <summary>The path without links to which <paramref name="path"/> leads, existing or not; null if the links form a cycle.</summary>
    public static string? Resolve(string path)
    {
        path = Path.GetFullPath(path);
        string resolved = Path.GetPathRoot(path)!;
        var parts = new Stack<string>();
        PushParts(path);
        int links = 0;
        while (parts.TryPop(out string? part))
        {
            string next = Path.Combine(resolved, part);
            if (part == "..")
            {
                resolved = Path.GetDirectoryName(resolved) ?? resolved;
            }
            else if (new FileInfo(next).LinkTarget is { } text)
            {
                if (++links > MaximumLinks)
                    return null;
                if (Path.IsPathRooted(text))
                    resolved = Path.GetPathRoot(text)!;
                PushParts(text);
            }
            else
            {
                resolved = next;
            }
        }

        return resolved;

        void PushParts(string text)
        {
            string[] names = text[Path.GetPathRoot(text)!.Length..].Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar]);
            foreach (string name in names.Reverse().Where(name => name is not ("" or ".")))
                parts.Push(name);
        }
    }
}
