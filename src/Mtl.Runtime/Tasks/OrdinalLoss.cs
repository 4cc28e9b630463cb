using TorchSharp;

namespace Mtl;

/// <summary>
/// Ranks as conditional steps (CORN: Shi, Cao and Raschka 2021, arXiv 2111.08851). Of K classes there are K − 1 logits, and
/// <c>σ(zₖ)</c> is the probability of a rank above k for a row whose rank is at least k.
/// </summary>
internal static class OrdinalLoss
{
    /// <summary>
    /// <c>−log P(y)</c>, <c>[batch]</c>: the binary cross-entropy of every step that a row of rank y takes, all those up to y.
    /// Steps beyond say nothing about the row and add exactly nothing.
    /// </summary>
    /// <param name="logits"><c>[batch, K − 1]</c>.</param>
    /// <param name="ranks"><c>int64 [batch]</c>, 0 … K − 1.</param>
    public static torch.Tensor Rows(torch.Tensor logits, torch.Tensor ranks)
    {
        var steps = torch.arange(logits.shape[1], device: logits.device).unsqueeze(0);
        var rank = ranks.unsqueeze(1);
        var isHigher = rank.gt(steps).to_type(logits.dtype);
        var isTaken = rank.ge(steps).to_type(logits.dtype);
        var losses = torch.nn.functional.binary_cross_entropy_with_logits(logits, isHigher, reduction: torch.nn.Reduction.None);
        return (losses * isTaken).sum(1);
    }

    /// <summary>
    /// <c>P(rank &gt; k) = Π_{j ≤ k} σ(zⱼ)</c>, <c>[batch, K − 1]</c>: products of probabilities, so they never rise with k, whatever
    /// the logits.
    /// </summary>
    public static torch.Tensor ProbabilitiesAbove(torch.Tensor logits) => logits.sigmoid().cumprod(1);
}
