namespace Mtl.Generator.Model;

/// <summary>How tasks are balanced, as declared.</summary>
/// <param name="Method">The method: a member of <c>BalancingMethod</c>.</param>
/// <param name="Options">What is set otherwise than by default.</param>
/// <param name="Site">Where it is declared.</param>
internal sealed record BalancingDescription(string Method, EquatableArray<BalancingOption> Options, Site Site)
{
    public BalancingKind Kind => BalancingKind.Of(Method)!;
}

/// <summary>An option of a balancing method.</summary>
/// <param name="Name">The name of the argument, and of the property of the runtime's class.</param>
/// <param name="Value">The value: a number, an integer, a truth value, or the member of an enum.</param>
/// <param name="Enum">The enum of the language that the value is of, or null.</param>
internal sealed record BalancingOption(string Name, object Value, string? Enum = null);
