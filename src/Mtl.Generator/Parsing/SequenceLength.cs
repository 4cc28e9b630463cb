using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>The <c>MaxLength</c> of a feature or an input, or what has the same lengths.</summary>
internal static class SequenceLength
{
    /// <summary>The number as written, or null where all rows are equally long.</summary>
    public static int? Of(AttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.Key == "MaxLength") ? attribute.Named("MaxLength", 0) : null;

    /// <summary>Why the one that is called so cannot have the lengths that it asks for, or null.</summary>
    public static string? Obstacle(AttributeData attribute, string name) => Other(attribute) switch
    {
        { } other when other == name => "is as long as itself; give it a MaxLength",
        { } other when Of(attribute) is not null => $"has a MaxLength and is as long as '{other}'; give one of them",
        _ => null,
    };

    /// <summary>The sequence whose lengths the one that is called so has: itself, another, or, where all rows are equally long, none.</summary>
    public static string? SequenceOf(AttributeData attribute, string name) =>
        Other(attribute) ?? (Of(attribute) is null ? null : name);

    private static string? Other(AttributeData attribute) => attribute.Named<string?>("SameLengthAs", null);
}
