using TorchSharp;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>A call that a user should not make, and what must come of it.</summary>
/// <param name="Name">What is wrong, and where.</param>
/// <param name="Call">The call.</param>
/// <param name="Refusal">The exception that it must throw; null if the call is fine after all.</param>
/// <param name="Says">What the message must contain.</param>
internal sealed record BadCall(string Name, Action Call, Type? Refusal, string Says)
{
    /// <summary>A call that must be refused.</summary>
    public static BadCall Refused<TException>(string name, string says, Action call)
        where TException : Exception => new(name, call, typeof(TException), says);

    /// <summary>A call that looks bad, but works.</summary>
    public static BadCall Fine(string name, Action call) => new(name, call, null, "");

    /// <summary>Makes the call.</summary>
    /// <returns>What came of it in place of what must; null if nothing did.</returns>
    public string? Complaint()
    {
        using var scope = torch.NewDisposeScope();
        try
        {
            Call();
            return Refusal is null ? null : "it was accepted";
        }
        catch (Exception exception)
        {
            // In Fit the error is within the one that says where the training broke off.
            var refusal = exception is TrainingException { InnerException: { } within } ? within : exception;
            bool isExpected = refusal.GetType() == Refusal && exception.Message.Contains(Says, StringComparison.Ordinal);
            return isExpected ? null : $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
