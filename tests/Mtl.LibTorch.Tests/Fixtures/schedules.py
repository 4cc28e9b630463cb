"""Learning rates (and momenta) under the schedules. Run with PyTorch 1.13: python3 schedules.py"""
import warnings

import torch
from torch.optim import lr_scheduler as schedulers

import fixtures

warnings.simplefilter("ignore")
METRICS = [3.0, 2.0, 2.0, 2.1, 1.9999, 1.5, 1.5, 1.6, 1.7, 1.4, 1.4, 1.4, 1.4, 1.4, 1.4]


def course(schedule, options, make, rates=(0.5, 0.05), steps=14, metric=False):
    groups = [dict(params=[torch.zeros(1, requires_grad=True)], lr=rate) for rate in rates]
    optimizer = torch.optim.SGD(groups, lr=0.1, momentum=0.9)
    scheduler = make(optimizer, **options)
    points = []
    for step in range(steps + 1):
        points.append([number for group in optimizer.param_groups for number in (group["lr"], group["momentum"])])
        if step == steps:
            break
        optimizer.step()
        if metric:
            scheduler.step(METRICS[step])
        else:
            scheduler.step()
    return dict(schedule=schedule, options=options, rates=rates, points=points)


def cases():
    yield course("StepLR", dict(step_size=3, gamma=0.5), schedulers.StepLR)
    yield course("MultiStepLR", dict(milestones=[2, 5, 9], gamma=0.3), schedulers.MultiStepLR)
    yield course("ExponentialLR", dict(gamma=0.9), schedulers.ExponentialLR)
    yield course("LambdaLR", dict(), lambda optimizer: schedulers.LambdaLR(optimizer, lambda epoch: 1 / (1 + epoch)))
    yield course("LinearLR", dict(), schedulers.LinearLR)
    yield course("LinearLR", dict(start_factor=0.1, end_factor=0.7, total_iters=9), schedulers.LinearLR)
    yield course("CosineAnnealingLR", dict(T_max=5), schedulers.CosineAnnealingLR)
    yield course("CosineAnnealingLR", dict(T_max=10, eta_min=0.01), schedulers.CosineAnnealingLR)
    yield course("OneCycleLR", dict(max_lr=1.0, total_steps=15), schedulers.OneCycleLR, rates=(0.5,))
    yield course("OneCycleLR", dict(max_lr=1.0, epochs=5, steps_per_epoch=3, pct_start=0.5, anneal_strategy="linear", div_factor=10.0,
                                    final_div_factor=100.0), schedulers.OneCycleLR, rates=(0.5,))
    yield course("OneCycleLR", dict(max_lr=1.0, total_steps=15, three_phase=True, base_momentum=0.7, max_momentum=0.8),
                 schedulers.OneCycleLR)
    yield course("OneCycleLR", dict(max_lr=1.0, total_steps=15, cycle_momentum=False), schedulers.OneCycleLR, rates=(0.5,))
    # TorchSharp anneals the second of two groups in the wrong phase.
    yield course("OneCycleLR", dict(max_lr=1.0, total_steps=15), schedulers.OneCycleLR) | dict(wrong_in_torchsharp=True)
    yield course("ReduceLROnPlateau", dict(patience=1), schedulers.ReduceLROnPlateau, metric=True)
    yield course("ReduceLROnPlateau", dict(mode="max", factor=0.5, patience=2, cooldown=2, threshold=0.1, threshold_mode="abs",
                                           min_lr=0.02), schedulers.ReduceLROnPlateau, metric=True)
    yield course("SequentialLR", dict(), lambda optimizer: schedulers.SequentialLR(
        optimizer, [schedulers.LinearLR(optimizer, total_iters=4), schedulers.ExponentialLR(optimizer, gamma=0.8)], milestones=[5]))


fixtures.write(__file__, cases())
