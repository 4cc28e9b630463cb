using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <inheritdoc cref="functional.mse_loss"/>
public sealed class MSELoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss with a reduction.</summary>
    public MSELoss(Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.mse_loss(input, target, reduction);
}

/// <inheritdoc cref="functional.l1_loss"/>
public sealed class L1Loss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss with a reduction.</summary>
    public L1Loss(Reduction reduction = Reduction.Mean)
        : base(reduction)
    {
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.l1_loss(input, target, reduction);
}

/// <inheritdoc cref="functional.smooth_l1_loss"/>
public sealed class SmoothL1Loss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss with a reduction and the bound between squared and absolute.</summary>
    public SmoothL1Loss(Reduction reduction = Reduction.Mean, double beta = 1.0)
        : base(reduction) => this.beta = beta;

    /// <summary>The bound between squared and absolute.</summary>
    public double beta { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.smooth_l1_loss(input, target, reduction, beta);
}

/// <inheritdoc cref="functional.huber_loss"/>
public sealed class HuberLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss with the bound between squared and absolute, and a reduction.</summary>
    public HuberLoss(double delta = 1.0, Reduction reduction = Reduction.Mean)
        : base(reduction) => this.delta = delta;

    /// <summary>The bound between squared and absolute.</summary>
    public double delta { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.huber_loss(input, target, delta, reduction);
}

/// <inheritdoc cref="functional.poisson_nll_loss"/>
public sealed class PoissonNLLLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss of rates or their logarithms, with or without the term that depends on the target alone.</summary>
    public PoissonNLLLoss(bool log_input = true, bool full = false, float eps = 1e-8f, Reduction reduction = Reduction.Mean)
        : base(reduction) => (this.log_input, this.full, this.eps) = (log_input, full, eps);

    /// <summary>Whether inputs are logarithms of rates.</summary>
    public bool log_input { get; }

    /// <summary>Whether Stirling's term for the target is added.</summary>
    public bool full { get; }

    /// <summary>What is added to a rate before its logarithm is taken.</summary>
    public float eps { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) =>
        functional.poisson_nll_loss(input, target, log_input, full, eps, reduction);
}
