namespace Mtl.Testing.Snapshots;

/// <summary>A snapshot is new, different or stale; the message names the files.</summary>
internal sealed class VerifyException(string message) : Exception(message);
