using System.Diagnostics;
using System.Globalization;

namespace Mtl.EndToEnd.Tests.ProcessSafety;

/// <summary>Makes the calls in a process of their own, and in another one whenever a call has ended the one before.</summary>
internal static class BadCallProcess
{
    /// <summary>How the line begins that says what came of a call; whatever else is written is libtorch's own.</summary>
    public const string Mark = "result: ";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Makes all calls of <see cref="BadCallTables"/>.</summary>
    /// <returns>Of every call that did not come out as it must a line that says so.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync()
    {
        var calls = BadCallTables.All;
        var complaints = new List<string>();
        int next = 0;
        while (next < calls.Count)
        {
            var (results, end) = await RunAsync(next);
            complaints.AddRange(results.Zip(calls.Skip(next), (result, call) => (call.Name, Result: result))
                .Where(call => call.Result.Length > 0).Select(call => $"{call.Name}: {call.Result}"));
            next += results.Count;
            if (next < calls.Count)
                complaints.Add($"{calls[next++].Name}: ended the process, {end}");
            else if (end.Length > 0)
                complaints.Add($"after the last call the process ended badly, {end}");
        }

        return complaints;
    }

    private static async Task<(List<string> Results, string End)> RunAsync(int first)
    {
        string[] arguments = [typeof(Program).Assembly.Location, first.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var error = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            var results = (await output).Split(Environment.NewLine).Where(line => line.StartsWith(Mark, StringComparison.Ordinal));
            string end = process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}: {await error}";
            return ([.. results.Select(line => line[Mark.Length..])], end);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The calls did not end within {Patience}.");
        }
    }
}
