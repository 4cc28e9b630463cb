using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>Names for the local variables of one method: the member's name in camel case, or the next one that is free.</summary>
internal sealed class LocalNames(params string[] taken)
{
    private readonly HashSet<string> _taken = [.. taken];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The variable of a member; the same for the same member.</summary>
    public string this[string member]
    {
        get
        {
            if (_names.TryGetValue(member, out var name))
                return name;
            var wished = GeneratedNames.CamelCase(member);
            name = wished;
            for (var i = 2; !_taken.Add(name); i++)
                name = $"{wished}{i}";
            return _names[member] = Literal.Identifier(name);
        }
    }
}
