using TorchSharp;

namespace Mtl;

/// <summary>
/// The model of a training run in a checkpoint: parameters, buffers, vocabularies and the state of its generator. Modules that are not
/// generated draw from torch's generator, whose state is saved too.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="info">Its name and tasks.</param>
/// <param name="random">Its random numbers, or null.</param>
/// <param name="vocabularies">Its vocabularies.</param>
internal sealed class CheckpointedModel(
    torch.nn.Module model, ModelInfo info, ModelRandom? random, IReadOnlyList<Vocabulary> vocabularies)
{
    private const string SeedKey = "random.seed";
    private const string GeneratorKey = "random.generator";
    private const string GlobalKey = "random.torch";

    /// <summary>Writes a checkpoint.</summary>
    /// <param name="path">The file.</param>
    /// <param name="run">The state of the run.</param>
    public void Save(string path, CheckpointWriter run)
    {
        using var reading = ModelLock.Of(model).Read(); // No other thread changes or frees it.
        using var scope = torch.NewDisposeScope();
        if (random is not null)
        {
            run.Add(SeedKey, random.Seed, CheckpointJson.Default.Int64);
            run.Add(GeneratorKey, random.Generator.get_state());
        }

        run.Add(GlobalKey, torch.random.get_rng_state());
        CheckpointFile.Write(path, info, ModelFile.StateOf(model, vocabularies), run);
    }

    /// <summary>Requires a checkpoint of this model.</summary>
    /// <exception cref="ModelFileException">It belongs to another model, version or precision.</exception>
    public void Require(CheckpointReader checkpoint)
    {
        CheckpointFile.Require(checkpoint, info);
        var tensors = ModelFile.OfModel(checkpoint.Header, vocabularies).Tensors;
        ModelFile.RequireSameTensors(tensors, model.state_dict(), new(model), precision: null, checkpoint.Path);
    }

    /// <summary>Replaces the state of the model by that of a checkpoint.</summary>
    public void Restore(CheckpointReader checkpoint)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var values = vocabularies.Select(checkpoint.Values).ToArray();
        foreach (var (name, tensor) in model.state_dict())
            tensor.copy_(checkpoint.TensorOfModel(name));
        foreach (var (vocabulary, stored) in vocabularies.Zip(values))
            vocabulary.Restore(stored);
        random?.Restore(
            checkpoint.GeneratorState(GeneratorKey), random.Epochs, checkpoint.Value(SeedKey, CheckpointJson.Default.Int64));
    }

    /// <summary>Replaces the state of torch's generator, which is not the model's, when nothing can be refused any more.</summary>
    public static void RestoreGlobalGenerator(CheckpointReader checkpoint)
    {
        using var state = checkpoint.GeneratorState(GlobalKey);
        torch.random.set_rng_state(state);
    }
}
