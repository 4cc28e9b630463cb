using System.Diagnostics;
using System.Globalization;

namespace Mtl.Benchmarks;

/// <summary>PyTorch in a process of its own, which is asked for one measurement at a time, in turn with ours.</summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;

    private Peer(Process process) => _process = process;

    /// <summary>PyTorch with its version and the library that multiplies matrices.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Starts the peer, or gives null where there is no PyTorch.</summary>
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
            peer.Name = peer.Ask("name");
            return peer;
        }
        catch (IOException)
        {
            peer.Dispose();
            return null;
        }
    }

    /// <summary>Microseconds per step.</summary>
    public double Measure(string workload, int steps) => double.Parse(Ask($"{workload} {steps}"), CultureInfo.InvariantCulture);

    private string Ask(string question)
    {
        _process.StandardInput.WriteLine(question);
        _process.StandardInput.Flush();
        return _process.StandardOutput.ReadLine()
            ?? throw new IOException("PyTorch gave no answer; is it installed? Debian's package is python3-torch.");
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
            _process.Kill();
        _process.Dispose();
    }
}
