using System;

namespace Mtl;

/// <summary>The part of a model for which a modifier on the class is the default.</summary>
/// <remarks>
/// A modifier on a member applies to that member and has no scope. A modifier on the class without a scope applies to
/// every part that it supports. With <c>using static Mtl.Scope;</c> inside the namespace the short form
/// <c>[Dropout(0.5, Scope = Task)]</c> works; there <c>Task</c> means this scope.
/// </remarks>
[Flags]
public enum Scope
{
    /// <summary>On a member: that member. On the class: every part that the modifier supports.</summary>
    Unspecified = 0,

    /// <summary>The inputs of the model.</summary>
    Input = 1,

    /// <summary>The shared layers: the trunk that all tasks read.</summary>
    Shared = 2,

    /// <summary>The task-specific parts: the heads, each separately, and the task layers.</summary>
    Task = 4,

    /// <summary>Inputs, shared layers and heads.</summary>
    All = Input | Shared | Task,
}
