"""Fifty steps of AdamW: a warm-up, a cosine, and one step for all rows. Run with PyTorch 1.13: python3 warmup.py"""
import math

import torch
import torch.nn.functional as F

import fixtures
from thousand_steps import ROWS, Plain

STEPS, WARMUP, END = 50, 10, 0.1


def factor(step):
    if step < WARMUP:
        return (step + 1) / WARMUP
    progress = (step - WARMUP) / (STEPS - WARMUP)
    return END + (1 - END) * (1 + math.cos(math.pi * progress)) / 2


def mean(losses, present):
    return (losses * present).sum() / present.sum()


def training():
    torch.manual_seed(2)
    model = Plain()
    inputs, kinds, prices = torch.randn(ROWS, 6), torch.randint(0, 3, (ROWS,)), torch.randn(ROWS)
    has_kind, has_price = (torch.rand(ROWS) < 0.7).float(), (torch.rand(ROWS) < 0.4).float()
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=has_kind, prices=prices, has_price=has_price,
        before={name: tensor.clone() for name, tensor in model.state_dict().items()})
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, eps=1e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
    rates = []
    for _ in range(STEPS):
        optimizer.zero_grad()
        kind, price = model(inputs)
        losses = F.cross_entropy(kind, kinds, reduction="none"), F.mse_loss(price, prices, reduction="none")
        (mean(losses[0], has_kind) + mean(losses[1], has_price)).backward()
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return dict(case, rates=rates, after=model.state_dict())


fixtures.write(__file__, [training()])
