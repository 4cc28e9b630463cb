using System.Reflection;
using Xunit.Sdk;

namespace VerifyXunit;

/// <summary>Set on the test assembly by the build: remembers which test runs, because a snapshot is named after its test.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class UseVerifyAttribute : BeforeAfterTestAttribute
{
    private static readonly AsyncLocal<MethodInfo?> Current = new();

    internal static MethodInfo CurrentTest => Current.Value ?? throw new InvalidOperationException(
        "Verify was called outside a test, or the test project does not set <UsesVerify>true</UsesVerify>.");

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest) => Current.Value = methodUnderTest;

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest) => Current.Value = null;
}
