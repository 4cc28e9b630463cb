using Microsoft.CodeAnalysis;

namespace Mtl.Generator.Parsing;

/// <summary>The <c>Categories</c> of a feature or an input.</summary>
internal static class Categories
{
    /// <summary>The declared number, or null for an attribute without categories.</summary>
    public static int? Of(AttributeData attribute) =>
        attribute.NamedArguments.Any(argument => argument.Key == "Categories") ? attribute.Named("Categories", 0) : null;
}
