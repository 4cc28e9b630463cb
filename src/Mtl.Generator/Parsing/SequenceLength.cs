using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>The <c>MaxLength</c> of a feature or an input, or the sequence with the same lengths.</summary>
internal static class SequenceLength
{
    /// <summary>The declared number, or null where all rows have the same length.</summary>
    public static int? Of(AttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.Key == "MaxLength") ? attribute.Named("MaxLength", 0) : null;

    /// <summary>The reason why a feature or input cannot have the declared lengths, or null.</summary>
    public static string? Obstacle(AttributeData attribute, string name) => Other(attribute) switch
    {
        { } other when other == name => "is as long as itself; give it a MaxLength",
        { } other when Of(attribute) is not null => $"has a MaxLength and is as long as '{other}'; use one of them",
        _ => null,
    };

    /// <summary>The sequence whose lengths a feature or input has: itself or another; null where all rows have the same length.</summary>
    public static string? SequenceOf(AttributeData attribute, string name) =>
        Other(attribute) ?? (Of(attribute) is null ? null : name);

    private static string? Other(AttributeData attribute) => attribute.Named<string?>("SameLengthAs", null);
}
