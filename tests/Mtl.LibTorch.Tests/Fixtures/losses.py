"""Values and gradients of the losses, with every reduction and option. Run with PyTorch 1.13: python3 losses.py"""
import itertools

import torch
import torch.nn.functional as F

import fixtures

torch.manual_seed(20)
REDUCTIONS = ["None", "Mean", "Sum"]


def case(loss, function, input, target, reduction, **options):
    leaf = input.clone().requires_grad_()
    result = function(leaf, target, reduction=reduction.lower(), **options)
    # Elements of an unreduced loss get different weights, so that their gradients cannot be mixed up.
    (result * torch.arange(1.0, result.numel() + 1).view(result.shape)).sum().backward()
    return dict(loss=loss, input=input, target=target, reduction=reduction, options=options, value=result, gradient=leaf.grad)


def product(**options):
    return [dict(zip(options, values)) for values in itertools.product(*options.values())]


def cases():
    logits = torch.randn(4, 3)
    maps = torch.randn(2, 3, 2)
    weight = torch.tensor([0.5, 2.0, 1.25])
    numbers, answers = torch.randn(3, 4), torch.randn(3, 4) * 2
    yes = torch.randint(0, 2, (3, 4)).float()
    for reduction in REDUCTIONS:
        for options in product(weight=[None, weight], ignore_index=[-100, 1], label_smoothing=[0.0, 0.2]):
            yield case("cross_entropy", F.cross_entropy, logits, torch.tensor([0, 2, 1, 1]), reduction, **options)
        yield case("cross_entropy", F.cross_entropy, maps, torch.tensor([[0, 2], [1, 1]]), reduction, weight=weight)
        for options in product(weight=[None, weight], label_smoothing=[0.0, 0.1]):
            yield case("cross_entropy", F.cross_entropy, logits, torch.softmax(torch.randn(4, 3), 1), reduction, **options)
        for options in product(weight=[None, weight]):
            yield case("nll_loss", F.nll_loss, F.log_softmax(logits, 1), torch.tensor([0, 2, 1, 1]), reduction, **options)
        for options in product(weight=[None, torch.rand(3, 4), torch.rand(4)]):
            yield case("binary_cross_entropy", F.binary_cross_entropy, torch.rand(3, 4), yes, reduction, **options)
        for options in product(weight=[None, torch.rand(3, 4)], pos_weight=[None, torch.tensor([1.0, 3.0, 0.5, 2.0])]):
            yield case("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits, numbers, yes, reduction, **options)
        for target in [answers, answers[:1]]:
            yield case("mse_loss", F.mse_loss, numbers, target, reduction)
            yield case("l1_loss", F.l1_loss, numbers, target, reduction)
            for options in product(beta=[1.0, 0.3]):
                yield case("smooth_l1_loss", F.smooth_l1_loss, numbers, target, reduction, **options)
            for options in product(delta=[1.0, 0.3]):
                yield case("huber_loss", F.huber_loss, numbers, target, reduction, **options)
        log_target = F.log_softmax(torch.randn(4, 3), 1)
        yield case("kl_div", F.kl_div, F.log_softmax(logits, 1), log_target, reduction, log_target=True)
        yield case("kl_div", F.kl_div, F.log_softmax(logits, 1), log_target.exp(), reduction, log_target=False)
        for options in product(log_input=[True, False], full=[True, False]):
            rates = numbers if options["log_input"] else numbers.abs()
            yield case("poisson_nll_loss", F.poisson_nll_loss, rates, torch.randint(0, 5, (3, 4)).float(), reduction, **options)
        yield case("soft_margin_loss", F.soft_margin_loss, numbers, yes * 2 - 1, reduction)
        for options in product(p=[1, 2], margin=[1.0, 0.5], weight=[None, weight]):
            yield case("multi_margin_loss", F.multi_margin_loss, logits, torch.tensor([0, 2, 1, 1]), reduction, **options)
        yield case("hinge_embedding_loss", F.hinge_embedding_loss, numbers, yes * 2 - 1, reduction, margin=1.0)
        for options in product(other=[torch.randn(3, 4)], margin=[0.0, 0.5]):
            yield case("margin_ranking_loss", ranking, numbers, yes * 2 - 1, reduction, **options)
            yield case("cosine_embedding_loss", cosine, numbers, torch.tensor([1.0, -1.0, -1.0]), reduction, **options)
        for options in product(negative=[torch.randn(3, 4)], swap=[True, False], p=[1, 2]):
            yield case("triplet_margin_loss", triplet, numbers, answers, reduction, **options)


def ranking(input, target, other, **options):
    return F.margin_ranking_loss(input, other, target, **options)


def cosine(input, target, other, **options):
    return F.cosine_embedding_loss(input, other, target, **options)


def triplet(input, target, negative, **options):
    return F.triplet_margin_loss(input, target, negative, **options)


fixtures.write(__file__, cases())
