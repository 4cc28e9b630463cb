using TorchSharp;

namespace Mtl.Tests;

/// <summary>From a checkpoint only the same run goes on; a refusal names what is different, and changes nothing.</summary>
public sealed class CheckpointRefusalTests : IDisposable
{
    private readonly DisposeScope _scope = torch.NewDisposeScope();
    private readonly TemporaryFolder _folder = new();
    private readonly TwoTaskModel _model = new();

    private string Run => _folder["run"];

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
        _scope.Dispose();
    }

    [Theory]
    [InlineData("BatchSize, which was 10 and is 20")]
    [InlineData("LearningRate, which was 0.01 and is 0.02")]
    [InlineData("Seed, which was that of the model and is 3")]
    [InlineData("GradientClipNorm, which was none and is 1.5")]
    [InlineData("Balancing, which was none and is FamoBalancing")]
    [InlineData("Optimizer, which was Adam and is SGD")]
    [InlineData("beta1 of the optimizer, which was 0.9 and is 0.8")]
    public void Another_option_is_refused_by_its_name(string expected)
    {
        Train(new());
        var other = expected.Split(',')[0] switch
        {
            "BatchSize" => new Changes { BatchSize = 20 },
            "LearningRate" => new Changes { LearningRate = 0.02 },
            "Seed" => new Changes { Seed = 3 },
            "GradientClipNorm" => new Changes { GradientClipNorm = 1.5 },
            "Balancing" => new Changes { Balancing = new FamoBalancing(2) },
            "Optimizer" => new Changes { Optimizer = (parameters, rate) => torch.optim.SGD(parameters, rate) },
            _ => new Changes { Optimizer = (parameters, rate) => torch.optim.Adam(parameters, rate, beta1: 0.8) },
        };
        RequireRefused(() => Train(other), expected);
    }

    [Fact]
    public void Another_option_of_the_balancing_method_is_refused_by_its_name()
    {
        Train(new() { Balancing = new DynamicWeightAverageBalancing(2) });
        RequireRefused(
            () => Train(new() { Balancing = new DynamicWeightAverageBalancing(2) { Temperature = 3 } }),
            "Balancing.Temperature, which was 2 and is 3");
    }

    [Fact]
    public void Other_rows_are_refused()
    {
        Train(new());
        RequireRefused(() => Train(new(), TwoTaskData.Create(39)), "number of training rows, which was 40 and is 39");
        var changed = TwoTaskData.Create(40);
        changed.Price.Values[39] += 1e-3f;
        RequireRefused(() => Train(new(), changed), "the values or the order of the training rows");
        var otherLabels = TwoTaskData.Create(40) with { Kind = new(changed.Kind.Present.to(torch.int64), changed.Kind.Present) };
        RequireRefused(
            () => Train(new(), otherLabels), "the values or the order of the training rows");
    }

    [Fact]
    public void Other_frozen_parameters_are_refused_by_their_name()
    {
        _model.Trunk.weight!.requires_grad = false;
        Train(new());
        _model.Trunk.weight.requires_grad = true;
        RequireRefused(() => Train(new()), "its run did not train 'Trunk.weight', which is trained now");
    }

    [Fact]
    public void More_trained_parameters_are_refused_by_their_name()
    {
        Train(new());
        _model.Trunk.weight!.requires_grad = false;
        RequireRefused(() => Train(new()), "its run trained 'Trunk.weight', which is not trained now");
    }

    [Fact]
    public void A_model_of_another_precision_is_refused()
    {
        Train(new());
        _model.to(torch.ScalarType.Float64);
        string refusal = Assert.Throws<ModelFileException>(() => Train(new())).Message;
        const string expected = "different: Trunk.weight is F32 [8, 3] in the file, but F64 [8, 3] in the model";
        Assert.Contains(expected, refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_version_is_refused()
    {
        Train(new());
        string file = Path.Combine(Run, "checkpoint-4.safetensors");
        using (var reader = CheckpointFile.Open(file))
        {
            var metadata = reader.Header.Metadata.ToDictionary();
            metadata["mtlgen.training.version"] = "9";
            metadata["mtlgen.schema"] = FileSeal.Open("2");
            var tensors = reader.Header.Tensors.ToDictionary(tensor => tensor.Name, tensor => reader.TensorOfModel(tensor.Name));
            CompilerServices.ModelFile.Write(file, tensors, metadata);
        }

        RequireRefused(() => Train(new()), "it has version 9 of MtlGen's checkpoints, but this library reads version 1");
    }

    [Fact]
    public void A_model_file_is_no_checkpoint()
    {
        Directory.CreateDirectory(Run);
        CompilerServices.ModelFile.Save(_model, TwoTaskModel.Info, Path.Combine(Run, "checkpoint-4.safetensors"));
        RequireRefused(() => Train(new()), "it is a model file without the state of a training run");
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_refused_before_the_first_step()
    {
        File.WriteAllText(Run, "a file");
        _model.OnStep = _ => Assert.Fail("A step was taken.");
        var before = Checkpointed.Bits(_model);
        var refusal = Assert.Throws<IOException>(() => Train(new()));
        Assert.StartsWith($"Cannot write checkpoints to the folder '{Run}'", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, Checkpointed.Bits(_model));
    }

    [Fact]
    public void A_checkpoint_that_cannot_be_written_ends_the_run_and_loses_nothing()
    {
        Directory.CreateDirectory(Path.Combine(Run, "checkpoint-8.safetensors")); // A folder has its name.
        var error = Assert.Throws<TrainingException>(() => Train(new() { Epochs = 3 }));
        Assert.Contains("checkpoint-8.safetensors': it is a folder", error.Message, StringComparison.Ordinal);
        var learned = Checkpointed.Bits(_model);
        Directory.Delete(Path.Combine(Run, "checkpoint-8.safetensors"));
        Train(new() { Epochs = 2 });
        Assert.Equal(learned, Checkpointed.Bits(_model)); // The epoch that was not saved is repeated, with the same result.
    }

    private void RequireRefused(Action train, string expected)
    {
        using (torch.no_grad())
            _model.Price.Output.weight!.add_(1); // Not the weights of the checkpoint.
        var (weights, seed, epochs) = (Checkpointed.Bits(_model), _model.Random.Seed, _model.Random.Epochs);
        string[] files = Directory.GetFiles(Run);
        string refusal = Assert.Throws<ModelFileException>(train).Message;
        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.Contains("checkpoint-4.safetensors", refusal, StringComparison.Ordinal);
        Assert.Equal(weights, Checkpointed.Bits(_model));
        Assert.Equal((seed, epochs), (_model.Random.Seed, _model.Random.Epochs));
        Assert.Equal(files, Directory.GetFiles(Run));
        _model.Fit(TwoTaskData.Create(20), new() { Epochs = 1 }); // It can be trained.
    }

    private void Train(Changes changes, TwoTaskModel.Batch? rows = null)
    {
        using var method = changes.Balancing;
        _model.Fit(rows ?? TwoTaskData.Create(40), new()
        {
            Epochs = changes.Epochs,
            BatchSize = changes.BatchSize,
            LearningRate = changes.LearningRate,
            Seed = changes.Seed,
            GradientClipNorm = changes.GradientClipNorm,
            Balancing = method,
            Optimizer = changes.Optimizer,
            Checkpoints = new(Run),
        });
    }

    private sealed record Changes
    {
        public int Epochs { get; init; } = 1;

        public int BatchSize { get; init; } = 10;

        public double LearningRate { get; init; } = 0.01;

        public long? Seed { get; init; }

        public double? GradientClipNorm { get; init; }

        public TaskBalancing? Balancing { get; init; }

        public Func<IReadOnlyList<TorchSharp.Modules.Parameter>, double, torch.optim.Optimizer>? Optimizer { get; init; }
    }
}
