using Mtl.Generator.Model;

namespace Mtl.Generator.Emit;

/// <summary>
/// Unique names for the local variables of one method: the name of a member in camel case, with a number where a parameter or another
/// variable has that name.
/// </summary>
/// <param name="taken">The other names in the method, as they are written.</param>
internal sealed class LocalNames(params string[] taken)
{
    /// <summary>The variables so far. They are few: a linear search costs less than a dictionary.</summary>
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
