namespace Mtl.Generator.Model;

/// <summary>How far members of the model can be seen that mention a type.</summary>
internal enum Reach
{
    /// <summary>In the model only.</summary>
    Private,

    /// <summary>In the assembly.</summary>
    Internal,

    /// <summary>As far as the model.</summary>
    Public,
}
