namespace Mtl.Testing.Snapshots.Tests;

public sealed class AcceptSwitchTests
{
    [Theory]
    [InlineData("true", null, true)]
    [InlineData("True", null, true)]
    [InlineData("false", null, false)]
    [InlineData(null, null, false)]
    [InlineData("true", "true", false)]
    public void Only_the_variable_switches_it_on_and_never_on_a_build_server(string? accept, string? ci, bool expected) =>
        Assert.Equal(expected, AcceptSwitch.IsOn(name => name switch { AcceptSwitch.Variable => accept, "CI" => ci, _ => null }));
}
