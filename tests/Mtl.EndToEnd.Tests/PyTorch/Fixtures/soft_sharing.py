"""Fifty steps of soft parameter sharing (Duong et al. 2015), as MtlGen declares it. Run with PyTorch 1.13: python3 soft_sharing.py"""
import torch
import torch.nn.functional as F

import fixtures
from three_tasks import TASKS, answers, heads, training

STRENGTH, L2 = 0.05, 0.01


class Soft(torch.nn.Module):
    """The masks are drawn in the order of the forward pass: input, the tasks' first layers, their second ones, heads."""

    def __init__(self):
        super().__init__()
        for task in TASKS:
            self.add_module(f"FirstOf{task}", torch.nn.Linear(6, 8))
            self.add_module(f"FirstOf{task}Norm", torch.nn.LayerNorm(8))
            self.add_module(f"SecondOf{task}", torch.nn.Linear(8, 5))
        heads(self, inputs=5)

    def of(self, layer, task):
        return self.get_submodule(f"{layer}Of{task}")

    def forward(self, x):
        x = F.dropout(x, 0.1)
        first = {task: F.dropout(torch.tanh(self.of("First", task + "Norm")(self.of("First", task)(x))), 0.2) for task in TASKS}
        second = {task: F.dropout(torch.relu(self.of("Second", task)(first[task])), 0.2) for task in TASKS}
        return answers(self, second)

    def penalty(self):
        pairs = ((s, t) for i, s in enumerate(TASKS) for t in TASKS[i + 1:])
        distance = sum((self.of(layer, s).weight - self.of(layer, t).weight).square().sum() for s, t in pairs for layer in ("First", "Second"))
        return L2 * sum(self.of("First", task).weight.square().sum() for task in TASKS) + STRENGTH * distance


fixtures.write(__file__, [training(Soft)])
