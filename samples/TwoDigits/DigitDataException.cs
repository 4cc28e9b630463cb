namespace Samples.TwoDigits;

/// <summary>The digits cannot be used; the message says where and why.</summary>
internal sealed class DigitDataException(string message, Exception? innerException = null) : Exception(message, innerException);
