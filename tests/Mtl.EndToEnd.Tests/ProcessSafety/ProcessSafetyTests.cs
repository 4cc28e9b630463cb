namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Whatever a user does wrong, the process lives on: libtorch ends it where TorchSharp does not catch its errors.</summary>
public sealed class ProcessSafetyTests
{
    [Fact]
    public async Task Bad_calls_are_refused_in_a_sentence_and_the_process_lives_on()
    {
        var complaints = await BadCallProcess.RunAsync();
        Assert.True(complaints.Count == 0, string.Join("\n", complaints));
    }
}
