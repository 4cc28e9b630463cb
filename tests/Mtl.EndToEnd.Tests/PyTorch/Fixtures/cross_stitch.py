"""Fifty steps of a cross-stitch network (Misra et al. 2016), as MtlGen declares it. Run with PyTorch 1.13: python3 cross_stitch.py"""
import torch
import torch.nn.functional as F

import fixtures
from three_tasks import TASKS, answers, heads, training

OWN, RATE, L2 = 0.8, 5, 0.01


class Unit(torch.nn.Module):
    """One row of the matrix."""

    def __init__(self, own):
        super().__init__()
        self.weight = torch.nn.Parameter(torch.full((len(TASKS),), (1 - OWN) / (len(TASKS) - 1)))
        self.weight.data[own] = OWN


class Stitched(torch.nn.Module):
    """The masks are drawn in the order of the forward pass: input, the tasks' first layers, their second ones."""

    def __init__(self):
        super().__init__()
        for own, task in enumerate(TASKS):
            self.add_module(f"FirstOf{task}", torch.nn.Linear(6, 8))
            self.add_module(f"FirstOf{task}Norm", torch.nn.LayerNorm(8))
            self.add_module(f"SecondOf{task}", torch.nn.Linear(8, 5))
            self.add_module(f"FirstStitchOf{task}", Unit(own))
            self.add_module(f"SecondStitchOf{task}", Unit(own))
        heads(self, inputs=5)

    def of(self, layer, task):
        return self.get_submodule(f"{layer}Of{task}")

    def stitched(self, layer, values):
        matrix = torch.stack([self.of(layer + "Stitch", task).weight for task in TASKS])
        return dict(zip(TASKS, torch.einsum("ts,sbw->tbw", matrix, torch.stack(list(values.values())))))

    def forward(self, x):
        x = F.dropout(x, 0.1)
        first = {task: F.dropout(torch.tanh(self.of("First", task + "Norm")(self.of("First", task)(x))), 0.2) for task in TASKS}
        first = self.stitched("First", first)
        second = {task: F.dropout(torch.relu(self.of("Second", task)(first[task])), 0.2) for task in TASKS}
        second = self.stitched("Second", second)
        return answers(self, second)

    def penalty(self):
        return L2 * sum(self.of("First", task).weight.square().sum() for task in TASKS)


def groups(model):
    units = [parameter for name, parameter in model.named_parameters() if "Stitch" in name]
    others = [parameter for name, parameter in model.named_parameters() if "Stitch" not in name]
    return [dict(params=others), dict(params=units, lr=RATE * 0.01)]


fixtures.write(__file__, [training(Stitched, groups)])
