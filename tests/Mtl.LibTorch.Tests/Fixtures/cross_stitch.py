"""Fifty steps of a cross-stitch network (Misra et al. 2016), as MtlGen declares it. Run with PyTorch 1.13: python3 cross_stitch.py"""
import torch
import torch.nn.functional as F

import fixtures

STEPS, ROWS, OWN, RATE, L2, SEED = 50, 24, 0.8, 5, 0.01, 7
TASKS = ("Kind", "Price", "Size")


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
        for task, outputs in zip(TASKS, (3, 1, 1)):
            self.add_module(task, torch.nn.ModuleDict(dict(Output=torch.nn.Linear(5, outputs))))

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
        kind, price, size = (self.get_submodule(task).Output(second[task]) for task in TASKS)
        return kind, price.squeeze(1), size.squeeze(1)

    def penalty(self):
        return L2 * sum(self.of("First", task).weight.square().sum() for task in TASKS)


def mean(losses, present):
    return (losses * present).sum() / present.sum().clamp_min(1)


def training():
    torch.manual_seed(1)
    model = Stitched()
    inputs = torch.randn(ROWS, 6)
    has_kind, has_price = (torch.rand(ROWS) < 0.7).float(), (torch.rand(ROWS) < 0.5).float()
    kinds = torch.randint(0, 3, (ROWS,)) * has_kind.long()
    prices = torch.randn(ROWS) * has_price
    sizes = torch.randn(ROWS)
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=has_kind, prices=prices, has_price=has_price, sizes=sizes,
        before={name: tensor.clone() for name, tensor in model.state_dict().items()})
    units = [parameter for name, parameter in model.named_parameters() if "Stitch" in name]
    others = [parameter for name, parameter in model.named_parameters() if "Stitch" not in name]
    optimizer = torch.optim.Adam([dict(params=others), dict(params=units, lr=RATE * 0.01)], lr=0.01, eps=1e-3)
    torch.manual_seed(SEED)
    objectives = []
    for step in range(STEPS):
        rows = slice(0, 16) if step % 2 == 0 else slice(16, ROWS)
        optimizer.zero_grad()
        kind, price, size = model(inputs[rows])
        loss = mean(F.cross_entropy(kind, kinds[rows], reduction="none"), has_kind[rows])
        loss = loss + 0.5 * mean(F.mse_loss(price, prices[rows], reduction="none"), has_price[rows]) + F.mse_loss(size, sizes[rows]) + model.penalty()
        loss.backward()
        optimizer.step()
        objectives.append(loss)
    return dict(case, seed=SEED, objectives=torch.stack(objectives), after=model.state_dict())


fixtures.write(__file__, [training()])
