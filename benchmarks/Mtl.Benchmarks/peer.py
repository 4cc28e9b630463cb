"""The same training steps in PyTorch eager, on as many threads as OMP_NUM_THREADS says, with the libtorch and the matrix library of this Python.

Reads lines "WORKLOAD STEPS" from standard input, runs that many steps and writes the microseconds per step. For the line "name" it writes
the version and the matrix library.
"""
import os
import pathlib
import sys
import time

import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, TensorDataset

torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))


OUTPUTS = {"c": 5, "s": 4, "r": 1, "b": 1}


class Model(torch.nn.Module):
    """A trunk and heads: "c" for five classes, "s" for four classes, "r" for regression, "b" for binary."""

    def __init__(self, inputs, hidden, heads):
        super().__init__()
        widths = [inputs, *hidden]
        self.trunk = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(widths, widths[1:]))
        self.heads = torch.nn.ModuleList(torch.nn.Linear(widths[-1], OUTPUTS[kind]) for kind in heads)
        self.kinds = heads

    def forward(self, x):
        for layer in self.trunk:
            x = F.relu(layer(x))
        return [head(x) if OUTPUTS[kind] > 1 else head(x).squeeze(1) for kind, head in zip(self.kinds, self.heads)]


class Mixture(torch.nn.Module):
    """A multi-gate mixture of experts (Ma et al. 2018): copies of the trunk, and a gate for each head."""

    def __init__(self, inputs, hidden, heads, experts=4):
        super().__init__()
        widths = [inputs, *hidden]
        self.trunk = torch.nn.ModuleList(
            torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(widths, widths[1:])) for _ in range(experts))
        self.gates = torch.nn.ModuleList(torch.nn.Linear(inputs, experts, bias=False) for _ in heads)
        self.heads = torch.nn.ModuleList(torch.nn.Linear(widths[-1], OUTPUTS[kind]) for kind in heads)
        self.kinds = heads

    def forward(self, x):
        experts = torch.stack([self.expert(layers, x) for layers in self.trunk], dim=1)
        mixtures = [torch.einsum("be,bew->bw", F.softmax(gate(x), dim=1), experts) for gate in self.gates]
        return [head(y) if OUTPUTS[kind] > 1 else head(y).squeeze(1) for kind, head, y in zip(self.kinds, self.heads, mixtures)]

    @staticmethod
    def expert(layers, x):
        for layer in layers:
            x = F.relu(layer(x))
        return x


LOSSES = {"c": F.cross_entropy, "s": F.cross_entropy, "r": F.mse_loss, "b": F.binary_cross_entropy_with_logits}


def prepared(inputs, hidden, heads, batch, kind_of_model=Model):
    torch.manual_seed(1)
    labels = {
        "c": lambda: torch.randint(5, (batch,)), "s": lambda: torch.randint(4, (batch,)),
        "r": lambda: torch.randn(batch), "b": lambda: torch.randint(2, (batch,)).float(),
    }
    model = kind_of_model(inputs, hidden, heads)
    x, ys = torch.randn(batch, inputs), [labels[kind]() for kind in heads]
    return model, lambda: [LOSSES[kind](output, y) for kind, output, y in zip(heads, model(x), ys)]


def step_of(shape, foreach):
    model, losses = prepared(*shape)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, foreach=foreach)

    def step():
        optimizer.zero_grad()
        sum(losses()).backward()
        optimizer.step()

    return step


def gramian_of(shape):
    model, losses = prepared(*shape)
    shared = list(model.trunk.parameters())

    def step():
        rows = []
        values = losses()
        for i, loss in enumerate(values):
            gradients = torch.autograd.grad(loss, shared, retain_graph=i < len(values) - 1)
            rows.append(torch.cat([gradient.flatten() for gradient in gradients]))
        matrix = torch.stack(rows)
        return matrix @ matrix.t()

    return step


def epoch_of(batch, variant):
    """An epoch over 20,000 rows in random order: with a DataLoader, or with tensors that are indexed."""
    rows = 20_000
    model, _ = prepared(64, [256, 256], "crcr", 1)
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    data = [torch.randn(rows, 64), torch.randint(5, (rows,)), torch.randn(rows), torch.randint(5, (rows,)), torch.randn(rows)]
    loader = DataLoader(TensorDataset(*data), batch_size=batch, shuffle=True)

    def indexed():
        for order in torch.randperm(rows).split(batch):
            yield [tensor[order] for tensor in data]

    def epoch():
        for x, *ys in indexed() if variant == "indexed" else loader:
            optimizer.zero_grad()
            sum(LOSSES[kind](output, y) for kind, output, y in zip(model.kinds, model(x), ys)).backward()
            optimizer.step()

    return epoch


shapes = {
    "small": (16, [32], "cr", 32),
    "large": (64, [256, 256], "cr", 256),
    "four": (64, [256, 256], "crcr", 256),
    "mixture256": (64, [256, 256], "crcr", 256, Mixture),
    "mixture32": (16, [32], "cr", 32, Mixture),
    "heads256": (64, [256, 256], "b" * 64, 256),
    "heads32": (64, [256, 256], "b" * 64, 32),
    "kinds256": (64, [256, 256], "s" * 64, 256),
    "kinds32": (64, [256, 256], "s" * 64, 32),
}
steps = {(name, foreach): step_of(shape, foreach) for name, shape in shapes.items() for foreach in (False, True)}
steps |= {(f"epoch{batch}", variant): epoch_of(batch, variant) for batch in (64, 256) for variant in (False, "indexed")}
steps["gramian", False] = steps["gramian", True] = gramian_of(shapes["four"])
steps["mixturegramian", False] = steps["mixturegramian", True] = gramian_of(shapes["mixture256"])



def name():
    torch.ones(2, 2) @ torch.ones(2, 2)
    loaded = pathlib.Path("/proc/self/maps").read_text()
    library = next((library for library in ("mkl", "openblas", "blis", "blas") if f"lib{library}" in loaded), "unknown BLAS")
    return f"PyTorch {torch.__version__} ({library})"


for line in sys.stdin:
    if line.strip() == "name":
        print(name(), flush=True)
        continue
    workload, count = line.split()
    name, _, variant = workload.partition("-")
    step = steps[name, variant == "foreach" or (variant == "indexed" and variant)]
    start = time.perf_counter()
    for _ in range(int(count)):
        step()
    print((time.perf_counter() - start) / int(count) * 1e6, flush=True)
