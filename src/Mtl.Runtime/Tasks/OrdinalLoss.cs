using TorchSharp;

namespace Mtl;

/// <summary>
/// The loss and the probabilities of ranks (CORN: Shi, Cao and Raschka 2021, arXiv 2111.08851). For K classes there are K − 1 logits, and
/// <c>σ(zₖ)</c> is the probability of a rank above the threshold k for a row whose rank is at least k.
/// </summary>
internal static class OrdinalLoss
{
    /// <summary>
    /// <c>−log P(y)</c>, <c>[batch]</c>: for a row of rank y, the sum of the binary cross-entropies for all thresholds k ≤ y. The terms of
    /// other thresholds are exactly 0.
    /// </summary>
    /// <param name="logits"><c>[batch, K − 1]</c>.</param>
    /// <param name="ranks"><c>int64 [batch]</c>, 0 … K − 1.</param>
    public static torch.Tensor Rows(torch.Tensor logits, torch.Tensor ranks)
    {
        var thresholds = torch.arange(logits.shape[1], device: logits.device).unsqueeze(0);
        var rank = ranks.unsqueeze(1);
        var isAbove = rank.gt(thresholds).to_type(logits.dtype);
        var isIncluded = rank.ge(thresholds).to_type(logits.dtype);
        var losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, isAbove, reduction: torch.nn.Reduction.None);
        return (losses * isIncluded).sum(1);
    }

    /// <summary>
    /// <c>P(rank &gt; k) = Π_{j ≤ k} σ(zⱼ)</c>, <c>[batch, K − 1]</c>. As products of probabilities they never increase with k.
    /// </summary>
    public static torch.Tensor ProbabilitiesAbove(torch.Tensor logits) => logits.sigmoid().cumprod(1);
}
