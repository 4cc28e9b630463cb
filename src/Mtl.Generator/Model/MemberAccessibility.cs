namespace Mtl.Generator.Model;

/// <summary>The accessibility of generated members with a type in their signature.</summary>
internal enum MemberAccessibility
{
    /// <summary>Private in the model.</summary>
    Private,

    /// <summary>Internal to the assembly.</summary>
    Internal,

    /// <summary>Public, as the model is.</summary>
    Public,
}

internal static class AccessibilityKeywords
{
    /// <summary>The C# keyword.</summary>
    public static string Keyword(this MemberAccessibility accessibility) => accessibility switch
    {
        MemberAccessibility.Public => "public",
        MemberAccessibility.Internal => "internal",
        _ => "private",
    };
}
