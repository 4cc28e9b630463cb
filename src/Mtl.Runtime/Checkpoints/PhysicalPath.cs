namespace Mtl;

/// <summary>
/// Paths without links. <see cref="FileSystemInfo.ResolveLinkTarget"/> does not know that the folder of a link can be one itself, from
/// which <c>..</c> leads elsewhere.
/// </summary>
internal static class PhysicalPath
{
    /// <summary>As many links as Linux follows.</summary>
    private const int MaximumLinks = 40;

    /// <summary>Where the links of <paramref name="path"/> lead, whether something is there or not; null where it is in a circle.</summary>
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
