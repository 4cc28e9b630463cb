using System.Globalization;
using Mtl;
using Mtl.Benchmarks;
using Spectre.Console;
using static TorchSharp.torch;

// All candidates run on the same number of threads; bench.sh sets the variables for OpenBLAS and OpenMP.
var threads = int.Parse(Environment.GetEnvironmentVariable("OMP_NUM_THREADS") ?? "1", CultureInfo.InvariantCulture);
set_num_threads(threads);
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
AnsiConsole.Profile.Width = Math.Max(AnsiConsole.Profile.Width, 140); // The default width of a pipe, 80, would break names.
if (args is ["soak"])
{
    Soak.Run();
    return;
}

if (args is ["plot", var path])
{
    RatioPlot.Save(path);
    return;
}

using var peer = Peer.Start();
if (peer is null)
    AnsiConsole.MarkupLine("[yellow]PyTorch, for the second column, is not installed; Debian's package is python3-torch.[/]");
string[] wanted = [.. args.SelectMany(name => name == "fit" ? ["epoch64", "epoch256"] : new[] { name })];
var report = new Report(peer, MachinePeak.MeasureGigaflops(), wanted);

using var small = new Small(seed: 1);
var smallBatch = new Small.Batch(randn(32, 16), Labels.Kinds(32), Labels.Numbers(32));
report.Show("small", "Training step, 16-32, two heads, batch 32", 400, Flops.OfStep(32, [16, 32], 6),
    (Report.ByHand, new TorchSharpByHand(16, [32], "cr", 32).Step()),
    ("generated", TrainingSteps.Generated<Small, Small.Batch, Small.Metrics>(small, smallBatch)));

using var large = new Large(seed: 1);
var largeBatch = new Large.Batch(randn(256, 64), Labels.Kinds(256), Labels.Numbers(256));
report.Show("large", "Training step, 64-256-256, two heads, batch 256", 60, Flops.OfStep(256, [64, 256, 256], 6),
    (Report.ByHand, new TorchSharpByHand(64, [256, 256], "cr", 256).Step()),
    ("generated", TrainingSteps.Generated<Large, Large.Batch, Large.Metrics>(large, largeBatch)));

using var four = new FourTasks(seed: 1);
var fourBatch = new FourTasks.Batch(randn(256, 64), Labels.Kinds(256), Labels.Numbers(256), Labels.Kinds(256), Labels.Numbers(256));
report.Show("four", "Training step, 64-256-256, four heads, batch 256", 60, Flops.OfStep(256, [64, 256, 256], 12),
    (Report.ByHand, new TorchSharpByHand(64, [256, 256], "crcr", 256).Step()),
    ("generated", TrainingSteps.Generated<FourTasks, FourTasks.Batch, FourTasks.Metrics>(four, fourBatch)),
    ("generated, one thread", TrainingSteps.Generated<FourTasks, FourTasks.Batch, FourTasks.Metrics>(new(seed: 1), fourBatch, threads: 1)));
report.Show("gramian", "Gradients of four tasks and their Gramian, the same model", 30, Flops.OfTaskGradients(256, [64, 256, 256], 12, 4),
    (Report.ByHand, new TorchSharpByHand(64, [256, 256], "crcr", 256).TaskGramian()),
    ("generated", TrainingSteps.TaskGramian<FourTasks, FourTasks.Batch, FourTasks.Metrics>(four, fourBatch)));

// The same rows for another model with the same inputs and tasks.
TBatch SameRows<TBatch>() => (TBatch)Activator.CreateInstance(
    typeof(TBatch), fourBatch.Input, fourBatch.Kind, fourBatch.Price, fourBatch.Other, fourBatch.Size)!;

// Every method has its own model, because a model can have only one optimizer at a time.
(string, Action) Balanced(TaskBalancing method)
{
    string name = method.GetType().Name.Replace("Balancing", "", StringComparison.Ordinal);
    return (name, TrainingSteps.Balanced<FourBalanced, FourBalanced.Batch, FourBalanced.Metrics>(
        new(seed: 1), SameRows<FourBalanced.Batch>(), method));
}

var alone = new Report(peer: null, report.Gigaflops, wanted);
alone.Show("lossbalancing", "Balancing four tasks by their losses, 64-256-256, batch 256", 30, Flops.OfStep(256, [64, 256, 256], 12),
    [
        ("none", TrainingSteps.Generated<FourTasks, FourTasks.Batch, FourTasks.Metrics>(four, fourBatch)),
        .. new TaskBalancing[]
        {
            new EqualBalancing(), new UncertaintyBalancing(4), new DynamicWeightAverageBalancing(4), new RandomLossWeightingBalancing(),
            new GeometricLossBalancing(), new ImtlLBalancing(4), new SmoothTchebycheffBalancing(), new FamoBalancing(4),
        }.Select(Balanced),
    ]);
alone.Show(
    "gradientbalancing", "Balancing four tasks by their gradients, the same model", 15, Flops.OfTaskGradients(256, [64, 256, 256], 12, 4),
    [
        ("gradients and Gramian", TrainingSteps.TaskGramian<FourTasks, FourTasks.Batch, FourTasks.Metrics>(four, fourBatch)),
        .. new TaskBalancing[]
        {
            new GradNormBalancing(4), new PCGradBalancing(), new GradVacBalancing(4), new MgdaBalancing(), new CAGradBalancing(),
            new ImtlGBalancing(), new NashMtlBalancing(), new AlignedMtlBalancing(), new FairGradBalancing(), new UPGradBalancing(),
            new DualProjBalancing(), new ConFigBalancing(), new KrumBalancing(),
        }.Select(Balanced),
    ]);

using var smallMixture = new SmallMixture(seed: 1);
report.Show("mixture32", "Training step, four experts 16-32, two heads, batch 32", 200, Flops.OfMixture(32, [16, 32], 6, 4, 2),
    (Report.ByHand, new TorchSharpByHand(16, [32], "cr", 32, experts: 4).Step()),
    ("generated", TrainingSteps.Generated<SmallMixture, SmallMixture.Batch, SmallMixture.Metrics>(
        smallMixture, new(randn(32, 16), Labels.Kinds(32), Labels.Numbers(32)))));

using var mixed = new FourMixed(seed: 1);
var mixedBatch = new FourMixed.Batch(randn(256, 64), Labels.Kinds(256), Labels.Numbers(256), Labels.Kinds(256), Labels.Numbers(256));
report.Show(
    "mixture256", "Training step, four experts 64-256-256, four heads, batch 256", 20, Flops.OfMixture(256, [64, 256, 256], 12, 4, 4),
    (Report.ByHand, new TorchSharpByHand(64, [256, 256], "crcr", 256, experts: 4).Step()),
    ("generated", TrainingSteps.Generated<FourMixed, FourMixed.Batch, FourMixed.Metrics>(mixed, mixedBatch)));
report.Show(
    "mixturegramian", "Gradients of four tasks and their Gramian, the same model", 10,
    Flops.OfMixtureGradients(256, [64, 256, 256], 12, 4, 4),
    (Report.ByHand, new TorchSharpByHand(64, [256, 256], "crcr", 256, experts: 4).TaskGramian()),
    ("generated", TrainingSteps.TaskGramian<FourMixed, FourMixed.Batch, FourMixed.Metrics>(mixed, mixedBatch)));

// The sharing architectures have different matrix products, so that their fractions of the machine's peak are not comparable.
alone.Show("schemes", "Sharing architectures, 64-256-256, four heads, batch 256", 15, double.NaN,
    ("shared trunk", TrainingSteps.Generated<FourTasks, FourTasks.Batch, FourTasks.Metrics>(four, fourBatch)),
    ("SoftSharing", TrainingSteps.Generated<FourSoft, FourSoft.Batch, FourSoft.Metrics>(new(seed: 1), SameRows<FourSoft.Batch>())),
    ("CrossStitch", TrainingSteps.Generated<FourStitched, FourStitched.Batch, FourStitched.Metrics>(
        new(seed: 1), SameRows<FourStitched.Batch>())),
    ("TaskAttention", TrainingSteps.Generated<FourAttending, FourAttending.Batch, FourAttending.Metrics>(
        new(seed: 1), SameRows<FourAttending.Batch>())),
    ("MixtureOfExperts(4)", TrainingSteps.Generated<FourMixed, FourMixed.Batch, FourMixed.Metrics>(mixed, mixedBatch)),
    ("ProgressiveExtraction(2, 1)", TrainingSteps.Generated<FourExtracted, FourExtracted.Batch, FourExtracted.Metrics>(
        new(seed: 1), SameRows<FourExtracted.Batch>())));

using var one = new One(seed: 1);
using var many = new SixtyFour(seed: 1);
foreach (var (rows, steps) in new[] { (256, 20), (32, 60) })
{
    report.Show(
        $"heads{rows}", $"Training step, 64-256-256, 64 binary heads, batch {rows}", steps, Flops.OfStep(rows, [64, 256, 256], 64),
        (Report.ByHand, new TorchSharpByHand(64, [256, 256], new string('b', 64), rows).Step()),
        ("generated, one head", TrainingSteps.Generated<One, One.Batch, One.Metrics>(one, new(randn(rows, 64), Labels.Binary(rows)))),
        ("generated, 64 heads", TrainingSteps.Generated<SixtyFour, SixtyFour.Batch, SixtyFour.Metrics>(
            many, Labels.ForEveryHead<SixtyFour.Batch>(rows, 64, Labels.Binary))));
}

using var kinds = new SixtyFourKinds(seed: 1);
foreach (var (rows, steps) in new[] { (256, 20), (32, 60) })
{
    report.Show(
        $"kinds{rows}", $"Training step, 64-256-256, 64 heads of four classes, batch {rows}", steps,
        Flops.OfStep(rows, [64, 256, 256], 64 * 4),
        (Report.ByHand, new TorchSharpByHand(64, [256, 256], new string('s', 64), rows).Step()),
        ("generated", TrainingSteps.Generated<SixtyFourKinds, SixtyFourKinds.Batch, SixtyFourKinds.Metrics>(
            kinds, Labels.ForEveryHead<SixtyFourKinds.Batch>(rows, 64, Labels.Seasons))));
}

// Whole epochs of Fit: shuffling, batches, checks, losses of the epoch; the steps alone repeat one batch.
foreach (var size in new[] { 64, 256 })
{
    const int rows = 20_000;
    FourTasks.Batch NewRows(int count) =>
        new(randn(count, 64), Labels.Kinds(count), Labels.Numbers(count), Labels.Kinds(count), Labels.Numbers(count));
    var trained = new FourTasks(seed: 1);
    var train = NewRows(rows);
    var step = TrainingSteps.Generated<FourTasks, FourTasks.Batch, FourTasks.Metrics>(new(seed: 1), NewRows(size));
    void RunSteps()
    {
        for (var i = 0; i < Report.EpochsPerRun * rows / size; i++)
            step();
    }

    report.ShowEpochs(
        $"epoch{size}", $"Epoch of 20,000 rows, 64-256-256, four heads, batch {size}",
        ("Fit", () => trained.Fit(train, null, new() { Epochs = Report.EpochsPerRun, BatchSize = size })),
        ("the steps alone", RunSteps));
}
