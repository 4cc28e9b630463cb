using Spectre.Console;

namespace Mtl.Benchmarks;

/// <summary>Measures a workload with all candidates and shows a table.</summary>
/// <param name="peer">PyTorch, or null.</param>
/// <param name="gigaflops">The machine's peak in large matrix products.</param>
/// <param name="wanted">The names of the workloads to measure; none for all.</param>
internal sealed class Report(Peer? peer, double gigaflops, IReadOnlyCollection<string> wanted)
{
    /// <summary>The name of the candidate that is written directly against TorchSharp, with the same libtorch.</summary>
    public const string ByHand = "TorchSharp by hand";

    /// <summary>The machine's peak in large matrix products.</summary>
    public double Gigaflops => gigaflops;

    /// <summary>Measures and shows a workload.</summary>
    /// <param name="workload">Its name for PyTorch and on the command line.</param>
    /// <param name="title">The title of the table.</param>
    /// <param name="steps">The number of steps per round.</param>
    /// <param name="flops">The floating-point operations of its matrix products; NaN if the candidates differ.</param>
    /// <param name="candidates">The candidates in this process.</param>
    public void Show(string workload, string title, int steps, double flops, params (string Name, Action Step)[] candidates) =>
        Show(workload, title, steps, flops, [("PyTorch eager", ""), ("PyTorch eager, foreach", "-foreach")], candidates);

    /// <summary>Measures and shows whole epochs, each of a run of <see cref="EpochsPerRun"/>.</summary>
    public void ShowEpochs(string workload, string title, params (string Name, Action Run)[] candidates) =>
        Show(workload, title, 1, double.NaN, [("PyTorch, DataLoader", ""), ("PyTorch, indexed tensors", "-indexed")], candidates);

    /// <summary>The number of epochs of a run: PyTorch has its model and optimizer from the epoch before too.</summary>
    public const int EpochsPerRun = 4;

    private void Show(
        string workload, string title, int steps, double flops, (string, string)[] variants, (string Name, Action Step)[] candidates)
    {
        if (wanted.Count > 0 && !wanted.Contains(workload))
            return;
        var measurement = new Measurement(workload, steps, peer).AgainstPeer(variants);
        foreach (var (name, step) in candidates)
            measurement.Add(name, step, repetitions: steps == 1 ? EpochsPerRun : 1);
        var results = measurement.Run();
        double byHand = results.Where(result => result.Name == ByHand)
            .Select(result => result.Microseconds).FirstOrDefault(double.NaN);
        double pyTorch = results.Where(result => result.Name.StartsWith("PyTorch", StringComparison.Ordinal))
            .Select(result => result.Microseconds).DefaultIfEmpty(double.NaN).Min();

        var table = new Table().Border(TableBorder.Rounded).Title(title).AddColumn("");
        string[] columns =
        [
            "µs", $"of {ByHand}", $"of {peer?.Name ?? "PyTorch"}", $"of {gigaflops:N0} GFLOP/s", "managed bytes", "native tensors",
        ];
        foreach (var column in columns)
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (var (name, microseconds) in results)
        {
            var step = candidates.FirstOrDefault(candidate => candidate.Name == name).Step;
            table.AddRow(
                name, $"{microseconds:N1}", Ratio(microseconds, byHand), Ratio(microseconds, pyTorch),
                double.IsNaN(flops) || name == "generated, one head" ? "" : $"{flops / (microseconds * 1e-6) / (gigaflops * 1e9):P0}",
                step is null || steps == 1 ? "" : $"{Measurement.AllocatedPerStep(step):N0}",
                step is null || steps == 1 ? "" : $"{Measurement.TensorsPerStep(step):N0}");
        }
        AnsiConsole.Write(table);
    }

    private static string Ratio(double microseconds, double peer) => double.IsNaN(peer) ? "" : $"{microseconds / peer:F2} ×";
}
