using System.Globalization;
using Mtl;
using Mtl.Benchmarks;
using Spectre.Console;
using TorchSharp;
using static TorchSharp.torch;

// Both run on one thread; the variables that OpenBLAS and OpenMP read are set by bench.sh.
set_num_threads(1);
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
using var peer = Peer.Start();
if (peer is null)
    AnsiConsole.MarkupLine("[yellow]There is no PyTorch here to compare with; Debian's package is python3-torch.[/]");

using var small = new Small(seed: 1);
using var large = new Large(seed: 1);
Show("small", "16-32, two heads, batch 32", 400,
    TrainingSteps.ByHand(16, [32], 32),
    TrainingSteps.Generated<Small, Small.Batch, Small.Metrics>(small, new Small.Batch(randn(32, 16), Kinds(32), Prices(32))));
Show("large", "64-256-256, two heads, batch 256", 60,
    TrainingSteps.ByHand(64, [256, 256], 256),
    TrainingSteps.Generated<Large, Large.Batch, Large.Metrics>(large, new Large.Batch(randn(256, 64), Kinds(256), Prices(256))));

void Show(string workload, string title, int steps, Action byHand, Action generated)
{
    var results = new Measurement(workload, steps, peer).AgainstPeer()
        .Add("TorchSharp by hand", byHand)
        .Add("generated", generated)
        .Run();
    var best = results.Where(result => result.Name.StartsWith("PyTorch", StringComparison.Ordinal)).Select(result => result.Microseconds).DefaultIfEmpty(double.NaN).Min();
    var table = new Table().Border(TableBorder.Rounded).Title(title)
        .AddColumn("Whole training step").AddColumn(new TableColumn("µs").RightAligned())
        .AddColumn(new TableColumn("of PyTorch's better").RightAligned()).AddColumn(new TableColumn("managed bytes").RightAligned());
    foreach (var (name, microseconds) in results)
    {
        var bytes = name switch
        {
            "TorchSharp by hand" => $"{Measurement.AllocatedPerStep(byHand):N0}",
            "generated" => $"{Measurement.AllocatedPerStep(generated):N0}",
            _ => "",
        };
        table.AddRow(name, $"{microseconds:N1}", double.IsNaN(best) ? "" : $"{microseconds / best:F2} ×", bytes);
    }
    AnsiConsole.Write(table);
}

static TaskLabels Kinds(long rows) => new(randint(0, 5, rows), ones(rows));

static TaskLabels Prices(long rows) => new(randn(rows), ones(rows));
