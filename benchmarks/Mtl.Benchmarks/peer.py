"""The peer: the same training steps in PyTorch eager, one thread, on the same libtorch.

Reads lines "WORKLOAD STEPS" from standard input and answers each with the microseconds per step of that many steps.
"""
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)


class TwoHeads(torch.nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        widths = [inputs, *hidden]
        self.trunk = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.kind = torch.nn.Linear(widths[-1], 5)
        self.price = torch.nn.Linear(widths[-1], 1)

    def forward(self, x):
        for layer in self.trunk:
            x = F.relu(layer(x))
        return self.kind(x), self.price(x).squeeze(1)


def step_of(inputs, hidden, batch, foreach):
    torch.manual_seed(1)
    model = TwoHeads(inputs, hidden)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, foreach=foreach)
    x, kinds, prices = torch.randn(batch, inputs), torch.randint(5, (batch,)), torch.randn(batch)

    def step():
        optimizer.zero_grad()
        kind, price = model(x)
        (F.cross_entropy(kind, kinds) + F.mse_loss(price, prices)).backward()
        optimizer.step()

    return step


shapes = {"small": (16, [32], 32), "large": (64, [256, 256], 256)}
steps = {(name, foreach): step_of(*shape, foreach) for name, shape in shapes.items() for foreach in (False, True)}

for line in sys.stdin:
    workload, count = line.split()
    name, _, variant = workload.partition("-")
    step = steps[name, variant == "foreach"]
    start = time.perf_counter()
    for _ in range(int(count)):
        step()
    print((time.perf_counter() - start) / int(count) * 1e6, flush=True)
