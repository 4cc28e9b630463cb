namespace Mtl;

/// <summary>A task as a model file names it.</summary>
internal sealed record StoredTask(string Name, TaskKind Kind, string[] Classes);
