using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>The <c>MaxLength</c> of a feature or an input.</summary>
internal static class SequenceLength
{
    /// <summary>The number as written, or null where all rows are equally long.</summary>
    public static int? Of(AttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.Key == "MaxLength") ? attribute.Named("MaxLength", 0) : null;
}
