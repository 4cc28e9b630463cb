using TorchSharp;
using TorchSharp.Modules;

namespace Mtl.Tests;

/// <summary>
/// The law of checkpoints: a run that is killed after any step, and goes on in another process, ends with the bits of one that was not.
/// </summary>
public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 3;
    private const int StepsPerEpoch = 4;

    private static readonly Dictionary<string, Func<IReadOnlyList<Parameter>, double, torch.optim.Optimizer>> s_optimizers = new()
    {
        ["Adam"] = (parameters, rate) => torch.optim.Adam(parameters, rate, weight_decay: 0.1),
        ["Adam, amsgrad"] = (parameters, rate) => torch.optim.Adam(parameters, rate, amsgrad: true),
        ["AdamW, amsgrad"] = (parameters, rate) => torch.optim.AdamW(parameters, rate, weight_decay: 0.1, amsgrad: true),
        ["SGD"] = (parameters, rate) => torch.optim.SGD(parameters, rate),
        ["SGD, Nesterov"] = (parameters, rate) => torch.optim.SGD(parameters, rate, momentum: 0.9, weight_decay: 0.1, nesterov: true),
        ["RMSProp"] = (parameters, rate) => torch.optim.RMSProp(parameters, rate, momentum: 0.9, centered: true),
        ["Adagrad"] = (parameters, rate) => torch.optim.Adagrad(parameters, rate, lr_decay: 0.01),
        ["Adadelta"] = (parameters, rate) => torch.optim.Adadelta(parameters, rate),
        ["Adamax"] = (parameters, rate) => torch.optim.Adamax(parameters, rate),
        ["ASGD"] = (parameters, rate) => torch.optim.ASGD(parameters, rate, t0: 3),
        ["NAdam"] = (parameters, rate) => torch.optim.NAdam(parameters, rate),
        ["RAdam"] = (parameters, rate) => torch.optim.RAdam(parameters, rate),
        ["Rprop"] = (parameters, rate) => torch.optim.Rprop(parameters, rate),
    };

    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        _scope.Dispose();
    }

    public static TheoryData<string, bool> Optimizers()
    {
        var data = new TheoryData<string, bool>();
        foreach (string name in s_optimizers.Keys)
        {
            data.Add(name, false);
            data.Add(name, true);
        }

        return data;
    }

    public static TheoryData<string> Methods() => [.. Enum.GetNames<BalancingMethod>()];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Every_optimizer_goes_on_with_the_same_bits(string optimizer, bool isFlat) =>
        RequireLaw(checkpoints => new() { Optimizer = s_optimizers[optimizer], Checkpoints = checkpoints }, isFlat);

    [Theory]
    [MemberData(nameof(Methods))]
    public void Every_balancing_method_goes_on_with_the_same_bits(string name) =>
        RequireLaw(checkpoints => new() { Balancing = Method(name), GradientClipNorm = 1, Checkpoints = checkpoints }, isFlat: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_double_model_goes_on_with_the_same_bits(bool isFlat) =>
        RequireLaw(checkpoints => new() { Checkpoints = checkpoints }, isFlat, torch.ScalarType.Float64);

    /// <summary>Trains without interruption, and again with a kill at the end of an epoch, before its validation, and within one.</summary>
    private void RequireLaw(Func<CheckpointOptions?, Settings> settings, bool isFlat, torch.ScalarType type = torch.ScalarType.Float32)
    {
        var (expected, weights) = Train(settings(null), isFlat, type, int.MaxValue);
        foreach (int killed in (int[])[StepsPerEpoch, (2 * StepsPerEpoch) - 1])
        {
            string folder = _folder[$"{killed}"];
            Train(settings(new(folder) { EverySteps = killed }), isFlat, type, killed);
            var (history, resumed) = Train(settings(new(folder) { EveryEpochs = 100 }), isFlat, type, int.MaxValue, seed: 5);
            Assert.Equal(killed, history.ResumedAtStep);
            Assert.Equal(weights, resumed);
            Assert.Equal(Checkpointed.Numbers(expected), Checkpointed.Numbers(history));
        }
    }

    /// <summary>Trains a new model, in which after some step an exception takes the place of the kill.</summary>
    private static (TrainingHistory History, Dictionary<string, string> Weights) Train(
        Settings settings, bool isFlat, torch.ScalarType type, int killed, long seed = 1)
    {
        using var model = new TwoTaskModel(seed: 1);
        model.to(type);
        using var storage = isFlat
            ? new FlatParameters(model, [model.Trunk, model.TrunkNorm], taskSpecific: [[model.Kind], [model.Price]])
            : null;
        model.Storage = storage;
        using (torch.no_grad())
            model.Trunk.weight!.mul_(seed); // The weights and the seed of the checkpoint win.
        model.Random.Reseed(seed);
        string? last = settings.Checkpoints is { } checkpoints
            ? Path.Combine(checkpoints.Folder, $"checkpoint-{killed}.safetensors")
            : null;
        bool isKilled = false;
        model.OnStep = _ =>
        {
            isKilled = File.Exists(last);
            if (isKilled)
                throw new InvalidOperationException("killed");
        };
        var rows = Rows(StepsPerEpoch * 10, missing: 0.9, type);
        var options = new TrainingOptions
        {
            Epochs = Epochs,
            BatchSize = 10,
            LearningRate = 0.01,
            Optimizer = settings.Optimizer,
            Balancing = settings.Balancing,
            GradientClipNorm = settings.GradientClipNorm,
            Checkpoints = settings.Checkpoints,
        };
        try
        {
            var history = model.Fit(rows, options, Rows(10, missing: 0, type));
            return (history, Checkpointed.Bits(model));
        }
        catch (TrainingException) when (isKilled)
        {
            return (null!, []);
        }
        finally
        {
            settings.Balancing?.Dispose();
        }
    }

    private static TwoTaskModel.Batch Rows(int count, double missing, torch.ScalarType type)
    {
        var rows = TwoTaskData.Create(count, missing: missing);
        return rows with { Input = rows.Input.to(type), Price = rows.Price with { Values = rows.Price.Values.to(type) } };
    }

    private static TaskBalancing Method(string name)
    {
        var type = typeof(TaskBalancing).Assembly.GetType($"Mtl.{name}Balancing", throwOnError: true)!;
        return (TaskBalancing)(
            type.GetConstructor([typeof(int)]) is { } withTasks ? withTasks.Invoke([2]) : Activator.CreateInstance(type)!);
    }

    private sealed record Settings
    {
        public Func<IReadOnlyList<Parameter>, double, torch.optim.Optimizer>? Optimizer { get; init; }

        public TaskBalancing? Balancing { get; init; }

        public double? GradientClipNorm { get; init; }

        public CheckpointOptions? Checkpoints { get; init; }
    }
}
