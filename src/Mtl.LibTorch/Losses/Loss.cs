using static TorchSharp.torch.nn;

namespace TorchSharp;

/// <summary>A loss of two inputs: a prediction and its target.</summary>
public abstract class Loss<T1, T2, TResult> : Module<T1, T2, TResult>
{
    /// <summary>A loss with a reduction.</summary>
    public Loss(Reduction reduction = Reduction.Mean)
        : base(nameof(Loss<,,>)) => this.reduction = reduction;

    /// <summary>What becomes of the losses of a batch.</summary>
    public Reduction reduction { get; }
}

/// <summary>A loss of three inputs.</summary>
public abstract class Loss<T1, T2, T3, TResult> : Module<T1, T2, T3, TResult>
{
    /// <summary>A loss with a reduction.</summary>
    public Loss(Reduction reduction = Reduction.Mean)
        : base(nameof(Loss<,,>)) => this.reduction = reduction;

    /// <summary>What becomes of the losses of a batch.</summary>
    public Reduction reduction { get; }
}

/// <summary>A loss of two inputs, with weights.</summary>
public abstract class WeightedLoss<T1, T2, TResult> : Loss<T1, T2, TResult>
{
    /// <summary>A loss with weights and a reduction.</summary>
    public WeightedLoss(torch.Tensor? weight = null, Reduction reduction = Reduction.Mean)
        : base(reduction) => this.weight = weight;

    /// <summary>How much each class, or each element, counts.</summary>
    public torch.Tensor? weight { get; }
}
