using TorchSharp;

namespace Mtl.Tests;

/// <summary>Gradients of a head's loss.</summary>
internal static class Gradients
{
    /// <summary>The gradient of the loss with respect to the output, element by element.</summary>
    public static float[] Of<TLabel, TPrediction, TMetrics>(
        TaskHead<TLabel, TPrediction, TMetrics> head, torch.Tensor output, TaskLabels labels)
        where TMetrics : TaskMetrics
    {
        using var scope = torch.NewDisposeScope();
        var leaf = output.detach().clone().requires_grad_();
        torch.autograd.backward(head.Loss(leaf, labels));
        return leaf.grad!.Read();
    }

    /// <summary>The numbers of the elements whose gradient is exactly zero.</summary>
    public static int[] Zeros(this float[] gradient) => [.. Enumerable.Range(0, gradient.Length).Where(i => gradient[i] == 0)];
}
