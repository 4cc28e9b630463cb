namespace Mtl.Generator.Model;

/// <summary>How far members of the model can be seen that mention a type.</summary>
internal enum MemberAccessibility
{
    /// <summary>In the model only.</summary>
    Private,

    /// <summary>In the assembly.</summary>
    Internal,

    /// <summary>As far as the model.</summary>
    Public,
}

internal static class AccessibilityKeywords
{
    /// <summary>The accessibility of a member that can be seen that far.</summary>
    public static string Keyword(this MemberAccessibility reach) => reach switch
    {
        MemberAccessibility.Public => "public",
        MemberAccessibility.Internal => "internal",
        _ => "private",
    };
}
