using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Compares the declarations of two states of a project: all but method bodies, initializers of fields that are not constant, and
/// trivia. An editor runs the generator after every key, and most keys are pressed inside a body.
/// </summary>
/// <remarks>
/// Only the previous state is compared, by a weak reference: the compiler keeps it alive while it creates the next one. If it is collected,
/// declarations count as changed.
/// </remarks>
internal sealed class DeclarationVersions
{
    private readonly ConditionalWeakTable<Compilation, object> _versions = new();
    private WeakReference<Compilation>? _latest;

    /// <summary>The version of the declarations: the same object for two states with the same declarations.</summary>
    public object Of(Compilation compilation) => _versions.GetValue(compilation, Compare);

    private object Compare(Compilation compilation)
    {
        var version = _latest?.TryGetTarget(out var before) == true && HaveSameDeclarations(before, compilation)
            ? Of(before)
            : new object();
        _latest = new WeakReference<Compilation>(compilation);
        return version;
    }

    private static bool HaveSameDeclarations(Compilation before, Compilation after)
    {
        if (before.AssemblyName != after.AssemblyName
            || !before.Options.Equals(after.Options)
            || !before.References.SequenceEqual(after.References))
        {
            return false;
        }
        using var old = before.SyntaxTrees.GetEnumerator();
        foreach (var tree in after.SyntaxTrees)
        {
            if (!old.MoveNext() || !HaveSameDeclarations(old.Current, tree))
                return false;
        }
        return !old.MoveNext();
    }

    private static bool HaveSameDeclarations(SyntaxTree before, SyntaxTree after) =>
        ReferenceEquals(before, after)
        || (before.FilePath == after.FilePath && before.Options.Equals(after.Options) && after.IsEquivalentTo(before, topLevel: true));
}
