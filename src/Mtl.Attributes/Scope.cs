using System;

namespace Mtl;

/// <summary>The part of a model for which a modifier on the class is the default.</summary>
/// <remarks>
/// A modifier on a member concerns that member and takes no scope. A modifier on the class without a scope concerns
/// every part to which it can apply. With <c>using static Mtl.Scope;</c> inside the namespace the short form
/// <c>[Dropout(0.5, Scope = Task)]</c> works; there <c>Task</c> means this scope.
/// </remarks>
[Flags]
public enum Scope
{
    /// <summary>On a member: that member. On the class: every part to which the modifier can apply.</summary>
    Unspecified = 0,

    /// <summary>The model's inputs.</summary>
    Input = 1,

    /// <summary>The shared layers: the trunk that all tasks read.</summary>
    Shared = 2,

    /// <summary>The heads of the tasks, each on its own, and the layers that belong to one task.</summary>
    Task = 4,

    /// <summary>Inputs, shared layers and heads.</summary>
    All = Input | Shared | Task,
}
