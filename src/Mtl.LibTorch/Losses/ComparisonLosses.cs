using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Modules;

/// <inheritdoc cref="functional.margin_ranking_loss"/>
public sealed class MarginRankingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>The loss with a margin and a reduction.</summary>
    public MarginRankingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean)
        : base(reduction) => this.margin = margin;

    /// <summary>By how much one input should be greater.</summary>
    public double margin { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        functional.margin_ranking_loss(input1, input2, target, margin, reduction);
}

/// <inheritdoc cref="functional.hinge_embedding_loss"/>
public sealed class HingeEmbeddingLoss : Loss<Tensor, Tensor, Tensor>
{
    /// <summary>The loss with a margin and a reduction.</summary>
    public HingeEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean)
        : base(reduction) => this.margin = margin;

    /// <summary>How large distances of what does not belong together should be.</summary>
    public double margin { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input, Tensor target) => functional.hinge_embedding_loss(input, target, margin, reduction);
}

/// <inheritdoc cref="functional.cosine_embedding_loss"/>
public sealed class CosineEmbeddingLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    /// <summary>The loss with a margin and a reduction.</summary>
    public CosineEmbeddingLoss(double margin = 0.0, Reduction reduction = Reduction.Mean)
        : base(reduction) => this.margin = margin;

    /// <summary>How large cosines of what does not belong together may be.</summary>
    public double margin { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input1, Tensor input2, Tensor target) =>
        functional.cosine_embedding_loss(input1, input2, target, margin, reduction);
}

/// <inheritdoc cref="functional.triplet_margin_loss"/>
public sealed class TripletMarginLoss : Loss<Tensor, Tensor, Tensor, Tensor>
{
    private readonly double _eps;
    private readonly bool _swap;

    /// <summary>The loss with a margin, the norm of the distance, and a reduction.</summary>
    public TripletMarginLoss(
        double margin = 1.0, long p = 2, double eps = 1e-06, bool swap = false, Reduction reduction = Reduction.Mean)
        : base(reduction) => (this.margin, this.p, _eps, _swap) = (margin, p, eps, swap);

    /// <summary>By how much the positive example should be nearer.</summary>
    public double margin { get; }

    /// <summary>The norm of the distance.</summary>
    public long p { get; }

    /// <inheritdoc/>
    public override Tensor forward(Tensor anchor, Tensor positive, Tensor negative) =>
        functional.triplet_margin_loss(anchor, positive, negative, margin, p, _eps, _swap, reduction);
}
