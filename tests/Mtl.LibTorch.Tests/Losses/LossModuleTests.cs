using System.Runtime.InteropServices;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.LibTorch.Tests.Losses;

public class LossModuleTests
{
    private readonly Tensor _logits = tensor(new[] { 0.3f, -1, 2, 0.5f, 1, -0.2f }).reshape(2, 3);
    private readonly Tensor _other = tensor(new[] { 1, 0.2f, 0.9f, -1.5f, 0.4f, 0.1f }).reshape(2, 3);
    private readonly Tensor _yes = tensor(new float[] { 1, 0, 1, 1, 0, 0 }).reshape(2, 3);
    private readonly Tensor _classes = tensor(new long[] { 2, 0 });
    private readonly Tensor _weight = tensor(new[] { 0.5f, 1, 2 });

    [Fact]
    public void Regression_modules_compute_what_the_functions_compute()
    {
        Same(F.mse_loss(_logits, _other), MSELoss().call(_logits, _other));
        Same(F.l1_loss(_logits, _other, Reduction.Sum), L1Loss(Reduction.Sum).call(_logits, _other));
        Same(F.smooth_l1_loss(_logits, _other, beta: 0.3), SmoothL1Loss(beta: 0.3).call(_logits, _other));
        Same(F.huber_loss(_logits, _other, 0.3), HuberLoss(0.3).call(_logits, _other));
        Same(
            F.poisson_nll_loss(_logits, _yes, full: true, reduction: Reduction.None),
            PoissonNLLLoss(full: true, reduction: Reduction.None).call(_logits, _yes));
    }

    [Fact]
    public void Classification_modules_compute_what_the_functions_compute()
    {
        var logarithms = _logits.log_softmax(1);
        Same(
            F.cross_entropy(_logits, _classes, _weight, ignore_index: 2, label_smoothing: 0.1),
            new TorchSharp.Modules.CrossEntropyLoss(_weight, 2, label_smoothing: 0.1).call(_logits, _classes));
        Same(F.cross_entropy(_logits, _classes), CrossEntropyLoss().call(_logits, _classes));
        Same(F.nll_loss(logarithms, _classes, _weight), NLLLoss(_weight).call(logarithms, _classes));
        Same(F.binary_cross_entropy(_logits.sigmoid(), _yes), BCELoss().call(_logits.sigmoid(), _yes));
        Same(
            F.binary_cross_entropy_with_logits(_logits, _yes, pos_weights: _weight),
            BCEWithLogitsLoss(pos_weights: _weight).call(_logits, _yes));
        Same(F.kl_div(logarithms, _yes, false), KLDivLoss(false).call(logarithms, _yes));
        Same(F.multi_margin_loss(_logits, _classes, 2), MultiMarginLoss(2).call(_logits, _classes));
        Same(F.soft_margin_loss(_logits, _yes), SoftMarginLoss().call(_logits, _yes));
    }

    [Fact]
    public void Comparison_modules_compute_what_the_functions_compute()
    {
        var sides = tensor(new float[] { 1, -1 });
        Same(F.margin_ranking_loss(_logits, _other, _yes, 0.1), MarginRankingLoss(0.1).call(_logits, _other, _yes));
        Same(F.hinge_embedding_loss(_logits, _yes, 1), HingeEmbeddingLoss().call(_logits, _yes));
        Same(F.cosine_embedding_loss(_logits, _other, sides, 0.1), CosineEmbeddingLoss(0.1).call(_logits, _other, sides));
        Same(F.triplet_margin_loss(_logits, _other, _yes, p: 1), TripletMarginLoss(p: 1).call(_logits, _other, _yes));
    }

    [Fact]
    public void The_mean_over_the_right_classes_logarithms_is_the_cross_entropy()
    {
        var logarithms = (_logits.exp() / _logits.exp().sum(1, true)).log();
        var expected = -(logarithms[0, 2].item<float>() + logarithms[1, 0].item<float>()) / 2;
        Assert.Equal(expected, F.cross_entropy(_logits, _classes).item<float>(), 1e-6f);
    }

    [Fact]
    public void A_target_of_another_size_is_refused_by_binary_cross_entropies()
    {
        Assert.Throws<ExternalException>(() => F.binary_cross_entropy(_logits.sigmoid(), _yes[0]));
        Assert.Throws<ExternalException>(() => F.binary_cross_entropy_with_logits(_logits, _yes[0]));
    }

    [Fact]
    public void A_class_that_there_is_not_is_refused()
    {
        Assert.Throws<ExternalException>(() => F.cross_entropy(_logits, tensor(new long[] { 3, 0 })));
    }

    private static void Same(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.data<float>().ToArray(), actual.data<float>().ToArray());
    }
}
