using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>
/// Tells whether two states of a project declare the same: all but the bodies of methods, the initializers of fields that are not constant, and trivia.
/// An editor asks for files after every key, and most keys are pressed inside a body.
/// </summary>
/// <remarks>
/// Only the state before is compared with, and nothing here keeps it alive; the compiler itself does, while it makes the next one. Where it has let it
/// go, declarations count as changed.
/// </remarks>
internal sealed class DeclarationVersions
{
    private readonly ConditionalWeakTable<Compilation, object> _versions = new();
    private WeakReference<Compilation>? _latest;

    /// <summary>The version of the declarations: the same object for two states that declare the same.</summary>
    public object Of(Compilation compilation) => _versions.GetValue(compilation, Compare);

    private object Compare(Compilation compilation)
    {
        var version = _latest?.TryGetTarget(out var before) == true && DeclareTheSame(before, compilation) ? Of(before) : new object();
        _latest = new WeakReference<Compilation>(compilation);
        return version;
    }

    private static bool DeclareTheSame(Compilation before, Compilation after)
    {
        if (before.AssemblyName != after.AssemblyName || !before.Options.Equals(after.Options) || !before.References.SequenceEqual(after.References))
            return false;
        using var old = before.SyntaxTrees.GetEnumerator();
        foreach (var tree in after.SyntaxTrees)
        {
            if (!old.MoveNext() || !DeclareTheSame(old.Current, tree))
                return false;
        }
        return !old.MoveNext();
    }

    private static bool DeclareTheSame(SyntaxTree before, SyntaxTree after) =>
        ReferenceEquals(before, after)
        || (before.FilePath == after.FilePath && before.Options.Equals(after.Options) && after.IsEquivalentTo(before, topLevel: true));
}
