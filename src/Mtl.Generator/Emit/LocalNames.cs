using Mtl.Generator.Graph;
using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>
/// Names for the local variables of one method: the member's name in camel case, or the next one that is free of members,
/// parameters and other variables.
/// </summary>
internal sealed class LocalNames(ModelGraph model, params string[] taken)
{
    private readonly HashSet<string> _taken = [.. model.Members.Select(member => member.Name), .. taken];
    private readonly Dictionary<string, string> _names = [];

    /// <summary>The variable of a member; the same for the same member.</summary>
    public string this[string member]
    {
        get
        {
            if (_names.TryGetValue(member, out var name))
                return name;
            var wished = GeneratedNames.CamelCase(member).Replace("·", "");
            name = wished;
            for (var i = 2; !_taken.Add(name); i++)
                name = $"{wished}{i}";
            return _names[member] = Literal.Identifier(name);
        }
    }
}
