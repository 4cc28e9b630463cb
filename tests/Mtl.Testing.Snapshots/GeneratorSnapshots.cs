using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace Mtl.Testing.Snapshots;

/// <summary>The snapshots of a generator run: one per source, named after its hint, before them the diagnostics if there are any.</summary>
internal static class GeneratorSnapshots
{
    public static IReadOnlyList<Snapshot> Of(GeneratorDriverRunResult run)
    {
        var failures = run.Results.Select(result => result.Exception).OfType<Exception>().ToList();
        if (failures is [var only]) ExceptionDispatchInfo.Throw(only);
        if (failures.Count > 1) throw new AggregateException(failures);

        List<Snapshot> snapshots = run.Diagnostics.IsEmpty ? [] : [new(null, "txt", DiagnosticText.Of(run.Diagnostics))];
        snapshots.AddRange(run.Results.SelectMany(result => result.GeneratedSources).Select(Of));
        return snapshots;
    }

    private static Snapshot Of(GeneratedSourceResult source)
    {
        var path = source.SyntaxTree.FilePath;
        return new(
            Path.GetFileNameWithoutExtension(path),
            Path.GetExtension(path).TrimStart('.'),
            $"//HintName: {source.HintName}\n{source.SourceText}");
    }
}
