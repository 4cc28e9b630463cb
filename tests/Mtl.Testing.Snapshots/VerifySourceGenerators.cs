namespace VerifyTests;

/// <summary>Lets <c>Verify</c> take generator drivers. Called once, from a module initializer.</summary>
public static class VerifySourceGenerators
{
    /// <summary>Whether <see cref="Initialize"/> was called.</summary>
    public static bool Initialized { get; private set; }

    /// <summary>To be called once.</summary>
    public static void Initialize()
    {
        if (Initialized) throw new InvalidOperationException("VerifySourceGenerators.Initialize() was called before; once is enough.");
        Initialized = true;
    }
}
