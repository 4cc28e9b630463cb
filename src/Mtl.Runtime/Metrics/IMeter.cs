using TorchSharp;

namespace Mtl;

/// <summary>Computes the metrics of one task over any number of batches.</summary>
/// <typeparam name="TMetrics">The metrics of this kind of task.</typeparam>
public interface IMeter<out TMetrics>
    where TMetrics : TaskMetrics
{
    /// <summary>Adds a batch; rows without a label are ignored.</summary>
    /// <param name="output">The head's output for the rows.</param>
    /// <param name="labels">Their labels, on the same device.</param>
    void Add(torch.Tensor output, TaskLabels labels);

    /// <summary>The metrics over all batches so far.</summary>
    TMetrics Result();
}
