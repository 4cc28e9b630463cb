using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>How generated code reaches a declared member of the model.</summary>
internal static class MemberAccess
{
    /// <summary>
    /// The expression of a module such as <c>Left.Hidden[0]</c>: keywords are escaped, and a name that a variable could have, and hide,
    /// gets <c>this</c>.
    /// </summary>
    public static string Of(string module) => (GeneratedNames.CanBeVariable(module) ? "this." : "") + Member(module);

    /// <summary>The expression of a module of another object: <c>model.Left.Hidden[0]</c>.</summary>
    public static string Of(string module, string owner) => $"{owner}.{Member(module)}";

    private static string Member(string module)
    {
        if (module[0] is not ((>= 'a' and <= 'z') or '_'))
            return module; // No keyword starts with these characters.
        var end = module.IndexOf('.');
        var member = end < 0 ? module : module.Substring(0, end);
        var rest = module.Substring(member.Length);
        return Literal.Identifier(member) + rest;
    }
}
