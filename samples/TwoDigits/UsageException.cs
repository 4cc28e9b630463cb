namespace Samples.TwoDigits;

/// <summary>The command line cannot be understood; the message says which option and why.</summary>
internal sealed class UsageException(string message) : Exception(message);
