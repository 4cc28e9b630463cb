using TorchSharp;

namespace Mtl;

/// <summary>The loss of every row for each kind of task; heads train with it and meters report it.</summary>
internal static class RowLoss
{
    /// <summary><c>−log softmax(logits)[label]</c>, <c>[batch]</c>.</summary>
    public static torch.Tensor CrossEntropy(torch.Tensor logits, torch.Tensor classes)
        => torch.nn.functional.cross_entropy(logits, classes, reduction: torch.nn.Reduction.None);

    /// <summary><c>−y·log σ(logit) − (1−y)·log(1 − σ(logit))</c>, <c>[batch]</c>, computed without overflow.</summary>
    public static torch.Tensor BinaryCrossEntropy(torch.Tensor logits, torch.Tensor labels)
        => torch.nn.functional.binary_cross_entropy_with_logits(logits, labels, reduction: torch.nn.Reduction.None);

    /// <summary><c>(output − label)²</c>, <c>[batch]</c>.</summary>
    public static torch.Tensor SquaredError(torch.Tensor outputs, torch.Tensor labels)
        => torch.nn.functional.mse_loss(outputs, labels, torch.nn.Reduction.None);
}
