"""Fifty steps of progressive layered extraction (Tang et al. 2020), as MtlGen declares it. Run with PyTorch 1.13: python3 progressive_extraction.py"""
import torch
import torch.nn.functional as F

import fixtures
from three_tasks import TASKS, answers, heads, training

OWN, L2 = 2, 0.01


def copies(make):
    return torch.nn.ModuleList(make() for _ in range(OWN))


class Extracted(torch.nn.Module):
    """One expert of all and two of each task at each of two levels. The masks are drawn in the order of the forward pass: input, first layers, second ones."""

    def __init__(self):
        super().__init__()
        for layer, inputs, outputs in (("First", 6, 8), ("Second", 8, 5)):
            self.add_module(layer, torch.nn.Linear(inputs, outputs))
            for task in TASKS:
                self.add_module(f"{layer}Of{task}Experts", copies(lambda: torch.nn.Linear(inputs, outputs)))
                self.add_module(f"{layer}GateOf{task}", torch.nn.Linear(inputs, OWN + 1, bias=False))
        self.FirstGate = torch.nn.Linear(6, len(TASKS) * OWN + 1, bias=False)
        self.FirstNorm = torch.nn.LayerNorm(8)
        for task in TASKS:
            self.add_module(f"FirstOf{task}NormExperts", copies(lambda: torch.nn.LayerNorm(8)))
        heads(self, inputs=5)

    def of(self, name):
        return self.get_submodule(name)

    def mixed(self, gate, x, experts):
        return torch.einsum("be,bew->bw", F.softmax(self.of(gate)(x), dim=1), torch.stack(experts, dim=1))

    def forward(self, x):
        x = F.dropout(x, 0.1)
        shared = F.dropout(torch.tanh(self.FirstNorm(self.First(x))), 0.2)
        own = {
            task: [F.dropout(torch.tanh(norm(layer(x))), 0.2) for layer, norm in zip(self.of(f"FirstOf{task}Experts"), self.of(f"FirstOf{task}NormExperts"))]
            for task in TASKS}
        of_all = self.mixed("FirstGate", x, [expert for task in TASKS for expert in own[task]] + [shared])
        read = {task: self.mixed(f"FirstGateOf{task}", x, own[task] + [shared]) for task in TASKS}
        shared = F.dropout(torch.relu(self.Second(of_all)), 0.2)
        own = {task: [F.dropout(torch.relu(layer(read[task])), 0.2) for layer in self.of(f"SecondOf{task}Experts")] for task in TASKS}
        return answers(self, {task: self.mixed(f"SecondGateOf{task}", read[task], own[task] + [shared]) for task in TASKS})

    def penalty(self):
        experts = [self.First] + [layer for task in TASKS for layer in self.of(f"FirstOf{task}Experts")]
        return L2 * sum(layer.weight.square().sum() for layer in experts)


fixtures.write(__file__, [training(Extracted)])
