namespace Samples.TwoDigits;

/// <summary>The command line is invalid; the message names the option and the reason.</summary>
internal sealed class UsageException(string message) : Exception(message);
