"""Paths that the optimizers take over a small problem. Run with PyTorch 1.13: python3 optimizers.py"""
import torch

import fixtures

RECORDED = [1, 3, 4, 5, 20]
USED_FROM = 4  # the last parameter has no gradient before this step: it is younger than the others from then on


def wave(*shape):
    return torch.sin(torch.arange(1.0, torch.Size(shape).numel() + 1) * 1.7).reshape(shape)


def path(name, optimizer, groups, steps=20):
    weight, bias, scale = (wave(2, 3).requires_grad_(), wave(2).requires_grad_(), torch.ones(1, requires_grad=True))
    inputs, targets = wave(5, 3), wave(5, 2) * 0.5
    members = [[weight, bias, scale]] if len(groups) == 1 else [[weight], [bias, scale]]
    run = optimizer([dict(params=params, **options) for params, options in zip(members, groups)], **groups[0])
    points = []
    for step in range(1, steps + 1):
        run.zero_grad(set_to_none=False)
        outputs = torch.tanh(inputs @ weight.T + bias)
        if step >= USED_FROM:
            outputs = outputs * scale
        ((outputs - targets) ** 2).mean().backward()
        run.step()
        if step in RECORDED:
            points.append(torch.cat([weight.flatten(), bias, scale]))
    return dict(optimizer=name, groups=groups, points=points)


def cases():
    for options in [
        dict(lr=0.01),
        dict(lr=0.05, beta1=0.8, beta2=0.9, eps=1e-4),
        dict(lr=0.01, weight_decay=0.1),
        dict(lr=0.01, amsgrad=True, beta2=0.5),
        dict(lr=0.01, maximize=True, weight_decay=0.01),
    ]:
        yield path("Adam", adam, [options])
        yield path("AdamW", adamw, [dict(weight_decay=0.0) | options])
    yield path("Adam", adam, [dict(lr=0.01), dict(lr=0.1, weight_decay=0.2, amsgrad=True)])
    yield path("AdamW", adamw, [dict(lr=0.01, weight_decay=0.3), dict(lr=0.1, weight_decay=0.2)])
    for options in [
        dict(lr=0.1),
        dict(lr=0.1, momentum=0.9),
        dict(lr=0.1, momentum=0.9, dampening=0.5, weight_decay=0.01),
        dict(lr=0.1, momentum=0.8, nesterov=True),
        # Climbing, the path runs away: with a larger rate rounding decides where to.
        dict(lr=0.01, momentum=0.8, maximize=True),
    ]:
        yield path("SGD", torch.optim.SGD, [options])
    # TorchSharp lets the weights grow here.
    yield path("SGD", torch.optim.SGD, [dict(lr=0.1, maximize=True, weight_decay=0.01)]) | dict(wrong_in_torchsharp=True)
    yield path("SGD", torch.optim.SGD, [dict(lr=0.1, momentum=0.5), dict(lr=0.01, momentum=0.9)])
    for options in [
        dict(lr=0.01),
        dict(lr=0.01, alpha=0.9, eps=1e-4, weight_decay=0.1),
        dict(lr=0.01, momentum=0.9),
        dict(lr=0.01, centered=True),
        dict(lr=0.01, centered=True, momentum=0.5, maximize=True),
    ]:
        yield path("RMSProp", torch.optim.RMSprop, [options])
    yield path("RMSProp", torch.optim.RMSprop, [dict(lr=0.01, momentum=0.5), dict(lr=0.001, alpha=0.5)])
    for options in [
        dict(lr=0.1),
        dict(lr=0.1, lr_decay=0.1, weight_decay=0.01),
        dict(lr=0.1, initial_accumulator_value=0.5, eps=1e-3),
    ]:
        yield path("Adagrad", torch.optim.Adagrad, [options])
    yield path("Adagrad", torch.optim.Adagrad, [dict(lr=0.1), dict(lr=0.01, lr_decay=0.5)])


def with_betas(optimizer):
    """The optimizer with the two averaging factors under names of their own, as TorchSharp has them."""
    def betas(options):
        options = dict(options)
        pair = (options.pop("beta1", 0.9), options.pop("beta2", 0.999))
        return dict(options, betas=pair)

    return lambda groups, **options: optimizer([betas(group) for group in groups], **betas(options))


adam, adamw = with_betas(torch.optim.Adam), with_betas(torch.optim.AdamW)

fixtures.write(__file__, cases())
