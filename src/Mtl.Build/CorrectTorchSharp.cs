using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace Mtl.Build;

/// <summary>
/// Replaces TorchSharp's native library for Linux, among the files that a build copies, by a copy in which
/// <see cref="StreamInitialization"/> has redirected one import. Other files, and libraries without this import, are not changed.
/// </summary>
public sealed class CorrectTorchSharp : Task
{
    /// <summary>The native library of TorchSharp, as the package contains it; the files are only read.</summary>
    [Required]
    public ITaskItem[] Libraries { get; set; } = [];

    /// <summary>The folder for the corrected copies.</summary>
    [Required]
    public string OutputFolder { get; set; } = "";

    /// <summary>The libraries for which there is a corrected copy.</summary>
    [Output]
    public ITaskItem[] Replaced { get; private set; } = [];

    /// <summary>Their corrected copies, with all metadata of the originals.</summary>
    [Output]
    public ITaskItem[] Corrected { get; private set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var replaced = new List<ITaskItem>();
        var corrected = new List<ITaskItem>();
        foreach (var library in Libraries)
        {
            try
            {
                if (StreamInitialization.TryRedirect(File.ReadAllBytes(library.ItemSpec)) is not { } bytes)
                    continue;
                string copy = Path.Combine(OutputFolder, Path.GetFileName(library.ItemSpec));
                WriteIfChanged(copy, bytes);
                replaced.Add(library);
                corrected.Add(CopyOf(library, copy));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Log.LogError($"MtlGen could not correct '{library.ItemSpec}' for this system's C++ library: {exception.Message} " +
                    "Where the system has the C++ library of GCC 13 or later, set the property MtlGenCorrectTorchSharp to false.");
            }
        }

        Replaced = [.. replaced];
        Corrected = [.. corrected];
        return !Log.HasLoggedErrors;
    }

    private void WriteIfChanged(string path, byte[] bytes)
    {
        if (File.Exists(path) && File.ReadAllBytes(path).SequenceEqual(bytes))
            return;
        Directory.CreateDirectory(OutputFolder);
        // Writes a temporary file and moves it, so that an interrupted or a parallel build does not leave an incomplete library.
        string temporary = $"{path}.{Guid.NewGuid():N}";
        File.WriteAllBytes(temporary, bytes);
        File.Delete(path);
        File.Move(temporary, path);
        Log.LogMessage(
            MessageImportance.High,
            $"MtlGen: corrected one import of TorchSharp's native library in '{path}', "
            + "so that it also loads with C++ libraries older than GCC 13's.");
    }

    private static TaskItem CopyOf(ITaskItem library, string path) => new(library) { ItemSpec = path };
}
