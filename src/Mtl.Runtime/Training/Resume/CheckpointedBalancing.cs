using TorchSharp;

namespace Mtl;

/// <summary>
/// The state of the balancing method of a training run: the sums of the current epoch, and for a method of the options its parameters and
/// buffers, which do not belong to the model.
/// </summary>
/// <param name="balancing">The method.</param>
/// <param name="isOfModel">Whether the model declares it.</param>
/// <param name="random">The random numbers of the model, or null.</param>
internal sealed class CheckpointedBalancing(TaskBalancing balancing, bool isOfModel, ModelRandom? random) : IResumable
{
    private const string Prefix = "balancing.";
    private const string SumsKey = "balancing.epoch";
    private const string GeneratorKey = "random.balancing";

    void IResumable.Save(CheckpointWriter checkpoint)
    {
        foreach (var (name, tensor) in State())
            checkpoint.Add(Prefix + name, tensor);
        checkpoint.Add(SumsKey, balancing.EpochSums, CheckpointJson.Default.DoubleArray);
        if (random is null)
            checkpoint.Add(GeneratorKey, balancing.Random.Generator.get_state());
    }

    void IResumable.Restore(CheckpointReader checkpoint)
    {
        foreach (var (name, tensor) in State())
            checkpoint.CopyTo(Prefix + name, tensor);
        balancing.EpochSums = checkpoint.Value(SumsKey, CheckpointJson.Default.DoubleArray);
        if (random is null)
            balancing.Random.Generator.set_state(checkpoint.GeneratorState(GeneratorKey));
    }

    private Dictionary<string, torch.Tensor> State() => isOfModel ? [] : balancing.state_dict();
}
