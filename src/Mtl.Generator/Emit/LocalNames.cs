using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>
/// Names for the local variables of one method: the member's name in camel case, or the next one that is free of parameters and
/// other variables.
/// </summary>
/// <param name="taken">The other names of the method, as they are written.</param>
internal sealed class LocalNames(params string[] taken)
{
    /// <summary>The variables so far. A method has so few that looking through them costs less than a table of them.</summary>
    private readonly List<(string Member, string Name)> _names = [];

    /// <summary>The variable of a member; the same for the same member.</summary>
    public string this[string member]
    {
        get
        {
            foreach (var (owner, known) in _names)
            {
                if (owner == member)
                    return Literal.Identifier(known);
            }
            var wished = GeneratedNames.Variable(member.Replace("·", ""));
            var name = wished;
            for (var i = 2; IsTaken(name); i++)
                name = $"{wished}{i}";
            _names.Add((member, name));
            return Literal.Identifier(name);
        }
    }

    private bool IsTaken(string name)
    {
        foreach (var (_, known) in _names)
        {
            if (known == name)
                return true;
        }
        return Array.IndexOf(taken, Literal.Identifier(name)) >= 0 || GeneratedNames.Inherited.Contains(name);
    }
}
