using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Unique names for the members of a fused step: fields for ops, methods for blocks.</summary>
/// <param name="variables">The parameters of its methods; no member may have their names.</param>
internal sealed class StepNames(IEnumerable<string> variables)
{
    /// <summary>Members that every fused step has.</summary>
    private static readonly HashSet<string> _reserved = new(StringComparer.Ordinal)
    {
        "FusedStep", "Forward", "ReadLabels", "AddLoss", "BackwardTask", "BackwardShared", "BackwardTogether", "Representation",
        "RunToRepresentation", "Penalties", "Memory", "TaskMemory", "Parameters", "Add", "Run", "Dispose", "IsCurrent", "_model",
    };

    private readonly HashSet<string> _taken = new(variables, StringComparer.Ordinal);

    /// <summary>The field of an op: <c>_strokesNorm</c>.</summary>
    public string Field(string block, string role) => Free(GeneratedNames.Field(Plain(block)) + role);

    /// <summary>The method of a block: <c>StrokesForward</c>.</summary>
    public string Method(string block, string role) => Free(Plain(block) + role);

    /// <summary>A module as part of an identifier: <c>LeftHidden0</c> for <c>Left.Hidden[0]</c>.</summary>
    public static string Plain(string module) => module.Replace(".", "").Replace("[", "").Replace("]", "").Replace("·", "");

    private string Free(string wished)
    {
        var name = wished;
        for (var i = 2; _reserved.Contains(name) || !_taken.Add(name); i++)
            name = $"{wished}{i}";
        return name;
    }
}
