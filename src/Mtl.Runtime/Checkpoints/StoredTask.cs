namespace Mtl;

/// <summary>A task in the metadata of a model file.</summary>
internal sealed record StoredTask(string Name, TaskKind Kind, string[] Classes);
