using System.Collections.Immutable;

namespace Mtl.Generator.Model;

/// <summary>
/// What a code fix has to know of a mistake and cannot see where the mistake is made. It travels in the properties of the diagnostic.
/// </summary>
internal sealed record Hint
{
    public static Hint None { get; } = new();

    /// <summary>The argument of the attribute that is wrong: its name, or the position of one without a name.</summary>
    public string? Argument { get; init; }

    /// <summary>What belongs in its place, as C#; of another file, the line that it lacks.</summary>
    public string? Instead { get; init; }

    /// <summary>The name that it is about: of a source, of a label, of another file.</summary>
    public string? Name { get; init; }

    /// <summary>The member that must stand above this one.</summary>
    public string? Above { get; init; }

    /// <summary>The number that is expected.</summary>
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
