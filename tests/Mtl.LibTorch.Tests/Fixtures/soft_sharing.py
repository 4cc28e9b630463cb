"""Fifty steps of soft parameter sharing (Duong et al. 2015), as MtlGen declares it. Run with PyTorch 1.13: python3 soft_sharing.py"""
import torch
import torch.nn.functional as F

import fixtures

STEPS, ROWS, STRENGTH, L2, SEED = 50, 24, 0.05, 0.01, 7
TASKS = ("Kind", "Price", "Size")


class Soft(torch.nn.Module):
    """The masks are drawn in the order of the forward pass: input, the tasks' first layers, their second ones, heads."""

    def __init__(self):
        super().__init__()
        for task in TASKS:
            self.add_module(f"FirstOf{task}", torch.nn.Linear(6, 8))
            self.add_module(f"FirstOf{task}Norm", torch.nn.LayerNorm(8))
            self.add_module(f"SecondOf{task}", torch.nn.Linear(8, 5))
        for task, outputs in zip(TASKS, (3, 1, 1)):
            self.add_module(task, torch.nn.ModuleDict(dict(Output=torch.nn.Linear(5, outputs))))

    def of(self, layer, task):
        return self.get_submodule(f"{layer}Of{task}")

    def forward(self, x):
        x = F.dropout(x, 0.1)
        first = {task: F.dropout(torch.tanh(self.of("First", task + "Norm")(self.of("First", task)(x))), 0.2) for task in TASKS}
        second = {task: F.dropout(torch.relu(self.of("Second", task)(first[task])), 0.2) for task in TASKS}
        kind, price, size = (self.get_submodule(task).Output(second[task]) for task in TASKS)
        return kind, price.squeeze(1), size.squeeze(1)

    def penalty(self):
        pairs = ((s, t) for i, s in enumerate(TASKS) for t in TASKS[i + 1:])
        distance = sum((self.of(layer, s).weight - self.of(layer, t).weight).square().sum() for s, t in pairs for layer in ("First", "Second"))
        return L2 * sum(self.of("First", task).weight.square().sum() for task in TASKS) + STRENGTH * distance


def mean(losses, present):
    return (losses * present).sum() / present.sum().clamp_min(1)


def training():
    torch.manual_seed(1)
    model = Soft()
    inputs = torch.randn(ROWS, 6)
    has_kind, has_price = (torch.rand(ROWS) < 0.7).float(), (torch.rand(ROWS) < 0.5).float()
    kinds = torch.randint(0, 3, (ROWS,)) * has_kind.long()
    prices = torch.randn(ROWS) * has_price
    sizes = torch.randn(ROWS)
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=has_kind, prices=prices, has_price=has_price, sizes=sizes,
        before={name: tensor.clone() for name, tensor in model.state_dict().items()})
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, eps=1e-3)
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
