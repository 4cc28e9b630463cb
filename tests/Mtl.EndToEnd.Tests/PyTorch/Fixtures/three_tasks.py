"""What the scripts of the sharing schemes share: three tasks, two with missing labels, and fifty steps of Adam on them."""
import torch
import torch.nn.functional as F

STEPS, ROWS, SEED = 50, 24, 7
TASKS = ("Kind", "Price", "Size")


def heads(model, inputs):
    for task, outputs in zip(TASKS, (3, 1, 1)):
        model.add_module(task, torch.nn.ModuleDict(dict(Output=torch.nn.Linear(inputs, outputs))))


def answers(model, read):
    """The outputs of the three heads.

    read: what each of them reads, by task."""
    kind, price, size = (model.get_submodule(task).Output(read[task]) for task in TASKS)
    return kind, price.squeeze(1), size.squeeze(1)


def mean(losses, present):
    return (losses * present).sum() / present.sum().clamp_min(1)


def training(make, groups=lambda model: model.parameters()):
    """The case of a model.

    make: makes the model, whose penalty() is added to the losses.
    groups: the optimizer's parameter groups."""
    torch.manual_seed(1)
    model = make()
    inputs = torch.randn(ROWS, 6)
    has_kind, has_price = (torch.rand(ROWS) < 0.7).float(), (torch.rand(ROWS) < 0.5).float()
    kinds = torch.randint(0, 3, (ROWS,)) * has_kind.long()
    prices = torch.randn(ROWS) * has_price
    sizes = torch.randn(ROWS)
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=has_kind, prices=prices, has_price=has_price, sizes=sizes,
        before={name: tensor.clone() for name, tensor in model.state_dict().items()})
    optimizer = torch.optim.Adam(groups(model), lr=0.01, eps=1e-3)
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
