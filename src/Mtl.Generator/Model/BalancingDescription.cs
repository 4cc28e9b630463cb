namespace Mtl.Generator.Model;

/// <summary>The declared balancing of tasks.</summary>
/// <param name="Method">The method: a member of <c>BalancingMethod</c>.</param>
/// <param name="Options">The options that are set.</param>
/// <param name="Site">The site of the declaration.</param>
internal sealed record BalancingDescription(string Method, EquatableArray<BalancingOption> Options, Site Site)
{
    public BalancingKind Kind => BalancingKind.Of(Method)!;
}

/// <summary>An option of a balancing method.</summary>
/// <param name="Name">The name of the argument, and of the property of the runtime's class.</param>
/// <param name="Value">The value: a number, an integer, a truth value, or the member of an enum.</param>
/// <param name="Enum">The enum of the value, or null.</param>
internal sealed record BalancingOption(string Name, object Value, string? Enum = null);
