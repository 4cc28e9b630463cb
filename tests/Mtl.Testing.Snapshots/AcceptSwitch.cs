namespace Mtl.Testing.Snapshots;

/// <summary>The environment variable that makes a run accept its snapshots. A build server never accepts.</summary>
internal static class AcceptSwitch
{
    public const string Variable = "MTL_ACCEPT_SNAPSHOTS";

    private static readonly string[] BuildServers = ["CI", "TF_BUILD", "JENKINS_URL", "TEAMCITY_VERSION"];

    public static bool IsOn(Func<string, string?> environment) =>
        string.Equals(environment(Variable), "true", StringComparison.OrdinalIgnoreCase) &&
        BuildServers.All(name => string.IsNullOrEmpty(environment(name)));
}
