"""Fifty steps of a network with dropout in every scope, as written out by MtlGen. Run with PyTorch 1.13: python3 two_heads.py"""
import torch
import torch.nn.functional as F

import fixtures

STEPS, ROWS, L2, SEED = 50, 24, 0.01, 7


class TwoHeads(torch.nn.Module):
    """The masks are drawn in the order of the forward pass: input, trunk, kind, price."""

    def __init__(self):
        super().__init__()
        self.Trunk, self.TrunkNorm = torch.nn.Linear(6, 16), torch.nn.BatchNorm1d(16)
        self.Kind = torch.nn.ModuleDict(dict(Hidden0=torch.nn.Linear(16, 8), Output=torch.nn.Linear(8, 3)))
        self.Price = torch.nn.ModuleDict(dict(Hidden0=torch.nn.Linear(16, 5), Output=torch.nn.Linear(5, 1)))

    def forward(self, x):
        x = F.dropout(x, 0.1)
        x = F.dropout(torch.tanh(self.TrunkNorm(self.Trunk(x))), 0.2)
        kind, price = (self.tower(head, x) for head in (self.Kind, self.Price))
        return kind, price.squeeze(1)

    @staticmethod
    def tower(head, x):
        return head.Output(F.dropout(F.silu(head.Hidden0(x)), 0.3))

    def penalty(self):
        return L2 * sum(w.square().sum() for name, w in self.named_parameters() if name.endswith("weight") and "Norm" not in name)


def mean(losses, present):
    return (losses * present).sum() / present.sum().clamp_min(1)


def training():
    torch.manual_seed(1)
    model = TwoHeads()
    inputs = torch.randn(ROWS, 6)
    has_kind, has_price = (torch.rand(ROWS) < 0.7).float(), (torch.rand(ROWS) < 0.5).float()
    kinds = torch.randint(0, 3, (ROWS,)) * has_kind.long()
    prices = torch.randn(ROWS) * has_price
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=has_kind, prices=prices, has_price=has_price,
        before={name: tensor.clone() for name, tensor in model.state_dict().items() if tensor.dim() > 0})
    # The trunk's bias, in front of batch normalisation, has no gradient but rounding: it must not be divided by its own size.
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, eps=1e-3)
    torch.manual_seed(SEED)
    objectives = []
    for step in range(STEPS):
        rows = slice(0, 16) if step % 2 == 0 else slice(16, ROWS)
        optimizer.zero_grad()
        kind, price = model(inputs[rows])
        loss = mean(F.cross_entropy(kind, kinds[rows], reduction="none"), has_kind[rows])
        loss = loss + 0.5 * mean(F.mse_loss(price, prices[rows], reduction="none"), has_price[rows]) + model.penalty()
        loss.backward()
        optimizer.step()
        objectives.append(loss)
    after = {name: tensor for name, tensor in model.state_dict().items() if tensor.dim() > 0}
    return dict(case, seed=SEED, objectives=torch.stack(objectives), after=after)


fixtures.write(__file__, [training()])
