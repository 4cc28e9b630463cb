using System.Text.Json;
using Mtl.LibTorch.Tests.Fixtures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;
using F = TorchSharp.torch.nn.functional;

namespace Mtl.LibTorch.Tests.Losses;

public class LossParityTests
{
    private delegate Tensor Loss(Tensor input, Tensor target, Reduction reduction, JsonElement options);

    private static readonly Dictionary<string, Loss> s_losses = new()
    {
        ["cross_entropy"] = (input, target, reduction, options) => F.cross_entropy(
            input, target, options.Optional("weight"), (long)options.Number("ignore_index", -100), reduction,
            options.Number("label_smoothing", 0)),
        ["nll_loss"] = (input, target, reduction, options) => F.nll_loss(input, target, options.Optional("weight"), reduction),
        ["binary_cross_entropy"] = (input, target, reduction, options) =>
            F.binary_cross_entropy(input, target, options.Optional("weight"), reduction),
        ["binary_cross_entropy_with_logits"] = (input, target, reduction, options) =>
            F.binary_cross_entropy_with_logits(input, target, options.Optional("weight"), reduction, options.Optional("pos_weight")),
        ["mse_loss"] = (input, target, reduction, _) => F.mse_loss(input, target, reduction),
        ["l1_loss"] = (input, target, reduction, _) => F.l1_loss(input, target, reduction),
        ["smooth_l1_loss"] = (input, target, reduction, options) =>
            F.smooth_l1_loss(input, target, reduction, options.Number("beta", 1)),
        ["huber_loss"] = (input, target, reduction, options) => F.huber_loss(input, target, options.Number("delta", 1), reduction),
        ["kl_div"] = (input, target, reduction, options) => F.kl_div(input, target, options.Flag("log_target"), reduction),
        ["poisson_nll_loss"] = (input, target, reduction, options) =>
            F.poisson_nll_loss(input, target, options.Flag("log_input"), options.Flag("full"), 1e-8f, reduction),
        ["soft_margin_loss"] = (input, target, reduction, _) => F.soft_margin_loss(input, target, reduction),
        ["multi_margin_loss"] = (input, target, reduction, options) => F.multi_margin_loss(
            input, target, (int)options.Number("p", 1), options.Number("margin", 1), options.Optional("weight"), reduction),
        ["hinge_embedding_loss"] = (input, target, reduction, options) =>
            F.hinge_embedding_loss(input, target, options.Number("margin", 0), reduction),
        ["margin_ranking_loss"] = (input, target, reduction, options) =>
            F.margin_ranking_loss(input, options.Optional("other")!, target, options.Number("margin", 0), reduction),
        ["cosine_embedding_loss"] = (input, target, reduction, options) =>
            F.cosine_embedding_loss(input, options.Optional("other")!, target, options.Number("margin", 0), reduction),
        ["triplet_margin_loss"] = (input, target, reduction, options) => F.triplet_margin_loss(
            input, target, options.Optional("negative")!, p: (long)options.Number("p", 2), swap: options.Flag("swap"),
            reduction: reduction),
    };

    private static readonly JsonElement[] s_cases = Fixture.Cases("losses");

    public static TheoryData<int, string> Titles => Fixture.Titles("losses", "loss", "reduction", "options");

    [Theory]
    [MemberData(nameof(Titles))]
    public void Values_and_gradients_are_those_of_PyTorch(int place, string title)
    {
        Assert.NotEmpty(title);
        using var scope = NewDisposeScope();
        var expected = s_cases[place];
        var input = Fixture.Tensor(expected.GetProperty("input")).requires_grad_();
        var target = Fixture.Tensor(expected.GetProperty("target"));
        var reduction = Enum.Parse<Reduction>(expected.GetProperty("reduction").GetString()!);

        var loss = s_losses[expected.GetProperty("loss").GetString()!](input, target, reduction, expected.GetProperty("options"));
        var weights = arange(1, loss.numel() + 1, ScalarType.Float32).view(loss.shape);
        (loss * weights).sum().backward();

        Fixture.MustBeClose(expected.GetProperty("value"), loss);
        Fixture.MustBeClose(expected.GetProperty("gradient"), input.grad!);
    }
}
