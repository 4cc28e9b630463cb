namespace Samples.TwoDigits;

/// <summary>The data of the digits is invalid; the message describes where and why.</summary>
internal sealed class DigitDataException(string message, Exception? innerException = null) : Exception(message, innerException);
