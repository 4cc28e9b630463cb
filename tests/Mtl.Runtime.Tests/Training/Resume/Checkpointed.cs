namespace Mtl.Tests;

/// <summary>Models and histories as texts that are equal for equal bits.</summary>
internal static class Checkpointed
{
    /// <summary>The bits of all parameters and buffers.</summary>
    public static Dictionary<string, string> Bits(TorchSharp.torch.nn.Module model) => model.state_dict().ToDictionary(
        tensor => tensor.Key, tensor => Convert.ToHexString(tensor.Value.detach().contiguous().bytes));

    /// <summary>All numbers of a history but durations.</summary>
    public static string Numbers(TrainingHistory history) =>
        $"{history.Seed} {history.Steps} {history.StopReason}\n" + string.Join('\n', history.Epochs.Select(Numbers));

    private static string Numbers(EpochResult epoch)
    {
        var tasks = epoch.Tasks.Select(task =>
            $"{task.TrainingLoss:R} {task.Weight:R} {task.Validation?.Loss:R} "
            + string.Join(' ', task.Validation?.Values.Select(value => $"{value.Value:R}") ?? []));
        return $"{epoch.Epoch} {epoch.Objective:R} {epoch.Penalty:R} {string.Join("; ", tasks)}";
    }
}
