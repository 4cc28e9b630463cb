using System.Collections.Immutable;

namespace Mtl.Generator.Model;

/// <summary>
/// Information for a code fix that is not in the syntax at the location of a problem. It is in the properties of the diagnostic.
/// </summary>
internal sealed record Hint
{
    public static Hint None { get; } = new();

    /// <summary>The argument of the attribute that is wrong: its name, or the position of one without a name.</summary>
    public string? Argument { get; init; }

    /// <summary>The replacement, as C#; for another file, the missing line.</summary>
    public string? Instead { get; init; }

    /// <summary>The name of the source, the label or the other file.</summary>
    public string? Name { get; init; }

    /// <summary>The member that must be above this one.</summary>
    public string? Above { get; init; }

    /// <summary>The expected number.</summary>
    public string? Count { get; init; }

    /// <summary>The metadata name of the model.</summary>
    public string? Model { get; init; }

    public ImmutableDictionary<string, string?> ToProperties()
    {
        var properties = ImmutableDictionary.CreateBuilder<string, string?>();
        Write(nameof(Argument), Argument);
        Write(nameof(Instead), Instead);
        Write(nameof(Name), Name);
        Write(nameof(Above), Above);
        Write(nameof(Count), Count);
        Write(nameof(Model), Model);
        return properties.ToImmutable();

        void Write(string name, string? value)
        {
            if (value is not null)
                properties.Add(name, value);
        }
    }

    public static Hint Of(ImmutableDictionary<string, string?> properties)
    {
        return new Hint
        {
            Argument = Read(nameof(Argument)),
            Instead = Read(nameof(Instead)),
            Name = Read(nameof(Name)),
            Above = Read(nameof(Above)),
            Count = Read(nameof(Count)),
            Model = Read(nameof(Model)),
        };

        string? Read(string name) => properties.TryGetValue(name, out var value) ? value : null;
    }
}
