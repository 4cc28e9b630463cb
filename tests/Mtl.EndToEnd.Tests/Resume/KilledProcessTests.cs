using System.Diagnostics;
using System.Globalization;

namespace Mtl.EndToEnd.Tests;

/// <summary>
/// A process that trains is killed at random moments. The variable <c>MTL_KILLS</c> is the number of kills; <c>scripts/kill.sh</c> has 200.
/// </summary>
public sealed class KilledProcessTests
{
    private static readonly int _kills =
        int.Parse(Environment.GetEnvironmentVariable("MTL_KILLS") ?? "3", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_newest_checkpoint_is_whole_whenever_a_process_is_killed()
    {
        using var folder = new TemporaryFolder();
        int epochs = _kills + 4;
        var random = new Random(1);
        string? weights = null;
        for (int kill = 0; kill < _kills && weights is null; kill++)
        {
            weights = await RunAsync(folder.FullName, epochs, TimeSpan.FromMilliseconds(random.Next(200)));
            if (Directory.GetFiles(folder.FullName, "checkpoint-*").MaxBy(Steps) is { } newest)
                Balancing.Balanced.Load(newest).Dispose(); // Verifies the checksum.
        }

        weights ??= await RunAsync(folder.FullName, epochs, killAfter: null);
        Assert.Equal(KilledTraining.Train(epochs), weights);
        Assert.Equal(
            ["best.safetensors", $"checkpoint-{(6 * epochs) - 1}.safetensors", $"checkpoint-{6 * epochs}.safetensors"],
            Directory.GetFiles(folder.FullName).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

        static long Steps(string file) =>
            long.Parse(Path.GetFileNameWithoutExtension(file)["checkpoint-".Length..], CultureInfo.InvariantCulture);
    }

    /// <summary>Trains in a process until it ends, or is killed some time after its first step.</summary>
    /// <returns>The weights at the end; null if it was killed.</returns>
    private static async Task<string?> RunAsync(string folder, int epochs, TimeSpan? killAfter)
    {
        string[] arguments =
            [typeof(KilledTraining).Assembly.Location, KilledTraining.Name, folder, epochs.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        Assert.Equal(KilledTraining.Ready, await process.StandardOutput.ReadLineAsync()); // And not a warning of a damaged one.
        if (killAfter is { } time)
        {
            await Task.Delay(time);
            process.Kill();
        }

        string? last = await process.StandardOutput.ReadLineAsync();
        await process.WaitForExitAsync();
        return last?[KilledTraining.End.Length..];
    }
}
