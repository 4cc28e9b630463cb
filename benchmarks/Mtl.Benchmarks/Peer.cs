using System.Diagnostics;
using System.Globalization;

namespace Mtl.Benchmarks;

/// <summary>PyTorch in a separate process, which runs one measurement at a time, in turn with the other candidates.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>PyTorch with its version and its matrix library.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Starts the process; returns null if PyTorch is not installed.</summary>
    public static Peer? Start()
    {
        var python = Environment.GetEnvironmentVariable("MTL_PYTHON") ?? "/usr/bin/python3";
        var script = Path.Combine(AppContext.BaseDirectory, "peer.py");
        if (!File.Exists(python))
            return null;
        var process = Process.Start(new ProcessStartInfo(python, [script])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var peer = new Peer(process);
        try
        {
            peer.Name = peer.Request("name");
            return peer;
        }
        catch (IOException)
        {
            peer.Dispose();
            return null;
        }
    }

    /// <summary>Measures the microseconds per step.</summary>
    public double Measure(string workload, int steps) => double.Parse(Request($"{workload} {steps}"), CultureInfo.InvariantCulture);

    private string Request(string request)
    {
        _process.StandardInput.WriteLine(request);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine()
            ?? throw new IOException("PyTorch did not respond; is it installed? Debian's package is python3-torch.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }
}
