"""Fifty steps of a multi-task attention network (Liu et al. 2019), as MtlGen declares it. Run with PyTorch 1.13: python3 task_attention.py"""
import torch
import torch.nn.functional as F

import fixtures
from three_tasks import TASKS, answers, heads, training

L2, L1 = 0.01, 0.002


class Attended(torch.nn.Module):
    """The masks of dropout are drawn in the order of the forward pass: input, the shared layers, then the second layer for each task."""

    def __init__(self):
        super().__init__()
        self.First, self.FirstNorm = torch.nn.Linear(6, 8), torch.nn.LayerNorm(8)
        self.Second = torch.nn.Linear(8, 5)
        self.SecondAttended = torch.nn.Linear(8, 5)
        for task in TASKS:
            self.add_module(f"FirstAttentionOf{task}Hidden", torch.nn.Linear(8, 4))
            self.add_module(f"FirstAttentionOf{task}HiddenNorm", torch.nn.LayerNorm(4))
            self.add_module(f"FirstAttentionOf{task}Mask", torch.nn.Linear(4, 8))
            self.add_module(f"FirstAttentionOf{task}MaskNorm", torch.nn.LayerNorm(8))
            self.add_module(f"SecondAttentionOf{task}Hidden", torch.nn.Linear(10, 2))
            self.add_module(f"SecondAttentionOf{task}Mask", torch.nn.Linear(2, 5))
        heads(self, inputs=5)

    def forward(self, x):
        x = F.dropout(x, 0.1)
        first = F.dropout(torch.tanh(self.FirstNorm(self.First(x))), 0.2)
        second = F.dropout(torch.relu(self.Second(first)), 0.2)
        return answers(self, {task: self.attend(task, first, second) for task in TASKS})

    def attend(self, task, first, second):
        def of(name):
            return self.get_submodule(name.replace("Of", f"Of{task}"))

        hidden = torch.relu(of("FirstAttentionOfHiddenNorm")(of("FirstAttentionOfHidden")(first)))
        attended = first * torch.sigmoid(of("FirstAttentionOfMaskNorm")(of("FirstAttentionOfMask")(hidden)))
        passed = F.dropout(torch.relu(self.SecondAttended(attended)), 0.2)
        hidden = torch.relu(of("SecondAttentionOfHidden")(torch.cat([second, passed], 1)))
        return second * torch.sigmoid(of("SecondAttentionOfMask")(hidden))

    def penalty(self):
        return L2 * self.First.weight.square().sum() + L1 * (self.Second.weight.abs().sum() + self.SecondAttended.weight.abs().sum())


fixtures.write(__file__, [training(Attended)])
