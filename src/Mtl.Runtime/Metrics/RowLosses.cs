using TorchSharp;

namespace Mtl;

/// <summary>The loss of every row for a head's output and its checked labels: what the head trains with and its meter reports.</summary>
internal delegate torch.Tensor RowLosses(torch.Tensor output, TaskLabels labels);
