using TorchSharp;

namespace Mtl;

/// <summary>Computes the loss of every row from a head's output and checked labels, for training and for the head's meter.</summary>
internal delegate torch.Tensor RowLosses(torch.Tensor output, TaskLabels labels);
