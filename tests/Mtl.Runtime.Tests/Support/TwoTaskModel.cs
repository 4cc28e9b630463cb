using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>
/// What the generator would write for a model of two tasks, by hand: a trunk with batch normalization and dropout, two heads.
/// </summary>
public sealed class TwoTaskModel
    : torch.nn.Module<torch.Tensor, TwoTaskModel.Outputs>, IMultiTaskModel<TwoTaskModel.Batch, TwoTaskModel.Metrics>
{
    public const int Inputs = 3;
    private const double L2 = 1e-3;
    private const double DropoutRate = 0.2;

    private bool _registered;

    public TwoTaskModel(long seed = 1)
        : base("TwoTaskModel")
    {
        Random = new(seed);
        using var construction = Random.BeginConstruction();
        Trunk = construction.Draw(torch.nn.Linear(Inputs, 8));
        TrunkNorm = torch.nn.BatchNorm1d(8);
        Kind = new ClassHead<Color>("Kind", inputs: 8, hidden: [6], normalization: HiddenNormalization.Batch);
        Price = new RegressionHead("Price", inputs: 8);
        RegisterComponents();
    }

    public static ModelInfo Info { get; } = new(
        "Mtl.Tests.TwoTaskModel",
        [new TaskInfo("Kind", TaskKind.Class, 1, ["Red", "Green", "Infrared"]), new TaskInfo("Price", TaskKind.Regression, 0.5, [])],
        MinimumBatchSize: 2);

    public Linear Trunk { get; }

    public BatchNorm1d TrunkNorm { get; }

    public ClassHead<Color> Kind { get; }

    public RegressionHead Price { get; }

    /// <summary>The parameters side by side, for the tests that want them so.</summary>
    public FlatParameters? Storage { get; set; }

    public ModelRandom Random { get; }

    /// <summary>Called with every training batch.</summary>
    public Action<Batch>? OnStep { get; set; }

    /// <summary>Called before the model is measured.</summary>
    public Action? OnEvaluate { get; set; }

    public override Outputs forward(torch.Tensor input)
    {
        TensorShape.Require(input, "TwoTaskModel", "Input", Inputs);
        var x = TrunkNorm.call(Trunk.call(input));
        x = Random.Dropout(torch.nn.functional.relu(x), DropoutRate, training);
        var kind = torch.nn.functional.relu(Kind.HiddenNorm[0].call(Kind.Hidden[0].call(x)));
        return new(Kind.Output.call(kind), Price.Output.call(x).squeeze(1));
    }

    public IReadOnlyList<long> CountLabels(Batch rows) => [rows.Kind.CountPresent(), rows.Price.CountPresent()];

    public void ForwardBackward(Batch batch, BackwardPass pass)
    {
        OnStep?.Invoke(batch);
        using var scope = torch.NewDisposeScope();
        var outputs = call(batch.Input);
        var kind = Kind.Loss(outputs.Kind, batch.Kind);
        var price = Price.Loss(outputs.Price, batch.Price);
        var penalty = L2 * Trunk.weight!.square().sum();
        var total = kind + (0.5 * price) + penalty;
        pass.Record(0, kind, batch.Kind);
        pass.Record(1, price, batch.Price, weight: 0.5);
        pass.Backward(penalty, total);
    }

    public Metrics Evaluate(Batch data, int batchSize = 1024, int? threads = null)
    {
        using var inference = new InferenceScope(this);
        OnEvaluate?.Invoke();
        var kind = Kind.NewMeter();
        var price = Price.NewMeter();
        for (long start = 0; start < data.Count; start += batchSize)
        {
            using var scope = torch.NewDisposeScope();
            var batch = data.Slice(start, Math.Min(batchSize, data.Count - start)).ToDevice(inference.Device);
            var outputs = call(batch.Input);
            kind.Add(outputs.Kind, batch.Kind);
            price.Add(outputs.Price, batch.Price);
        }

        return new(kind.Result(), price.Result());
    }

    public TrainingHistory Fit(
        Batch train, TrainingOptions? options = null, Batch? validation = null, CancellationToken cancellationToken = default)
    {
        using var session = TrainingSession.Begin<TwoTaskModel, Batch, Metrics>(this, train, validation, options, cancellationToken);
        try
        {
            while (session.NextEpoch())
            {
                while (session.NextBatch(out var batch))
                {
                    session.ZeroGradients();
                    ForwardBackward(batch, session.Step);
                    session.Update();
                }

                if (session.Validation is { } rows)
                    session.Record(Evaluate(rows));
                session.EndEpoch();
            }

            return session.History;
        }
        catch (Exception error) when (session.Failure(error) is { } failure)
        {
            throw failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        using var disposal = ModelDisposal.Begin(this, disposing);
        base.Dispose(disposing);
    }

    protected override void RegisterComponents()
    {
        if (_registered)
            return;
        _registered = true;
        register_module(nameof(Trunk), Trunk);
        register_module(nameof(TrunkNorm), TrunkNorm);
        register_module(nameof(Kind), Kind);
        register_module(nameof(Price), Price);
    }

    public readonly record struct Outputs(torch.Tensor Kind, torch.Tensor Price);

    public readonly record struct Metrics(ClassMetrics Kind, RegressionMetrics Price) : IModelMetrics
    {
        public IReadOnlyList<TaskMetrics> Tasks => [Kind, Price];
    }

    public readonly record struct Batch(torch.Tensor Input, TaskLabels Kind, TaskLabels Price) : IBatch<Batch>
    {
        public long Count => Input.shape[0];

        public torch.Device Device => Input.device;

        public Batch Rows(torch.Tensor indices) => new(Input.index_select(0, indices), Kind.Rows(indices), Price.Rows(indices));

        public Batch Slice(long start, long count)
            => new(Input.narrow(0, start, count), Kind.Slice(start, count), Price.Slice(start, count));

        public Batch ToDevice(torch.Device device) => new(Input.to(device), Kind.ToDevice(device), Price.ToDevice(device));

        public void Dispose()
        {
            Input.Dispose();
            Kind.Dispose();
            Price.Dispose();
        }
    }
}
