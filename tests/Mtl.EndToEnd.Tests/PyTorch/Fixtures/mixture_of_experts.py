"""Fifty steps of a multi-gate mixture of experts (Ma et al. 2018), as MtlGen declares it. Run with PyTorch 1.13: python3 mixture_of_experts.py"""
import torch
import torch.nn.functional as F

import fixtures

STEPS, ROWS, EXPERTS, L2, SEED = 50, 24, 3, 0.01, 7


def linears(inputs, outputs):
    return torch.nn.ModuleList(torch.nn.Linear(inputs, outputs) for _ in range(EXPERTS))


def head(inputs, hidden, outputs):
    return torch.nn.ModuleDict(dict(Hidden0=torch.nn.Linear(inputs, hidden), Output=torch.nn.Linear(hidden, outputs)))


class Experts(torch.nn.Module):
    """The masks are drawn in the order of the forward pass: input, the experts' first layers, their second ones, kind, price."""

    def __init__(self):
        super().__init__()
        self.FirstExperts, self.SecondExperts = linears(6, 8), linears(8, 5)
        self.FirstNormExperts = torch.nn.ModuleList(torch.nn.LayerNorm(8) for _ in range(EXPERTS))
        self.KindGate, self.PriceGate = (torch.nn.Linear(6, EXPERTS, bias=False) for _ in range(2))
        self.Kind, self.Price = head(5, 4, 3), head(5, 3, 1)

    def forward(self, x):
        x = F.dropout(x, 0.1)
        first = [F.dropout(torch.tanh(norm(layer(x))), 0.2) for layer, norm in zip(self.FirstExperts, self.FirstNormExperts)]
        second = [F.dropout(torch.relu(layer(h)), 0.2) for layer, h in zip(self.SecondExperts, first)]
        experts = torch.stack(second, dim=1)
        kind, price = (
            self.tower(tower, torch.einsum("be,bew->bw", F.softmax(gate(x), dim=1), experts))
            for gate, tower in ((self.KindGate, self.Kind), (self.PriceGate, self.Price)))
        return kind, price.squeeze(1)

    @staticmethod
    def tower(head, x):
        return head.Output(F.dropout(F.silu(head.Hidden0(x)), 0.3))

    def penalty(self):
        return L2 * sum(layer.weight.square().sum() for layer in self.FirstExperts)


def mean(losses, present):
    return (losses * present).sum() / present.sum().clamp_min(1)


def training():
    torch.manual_seed(1)
    model = Experts()
    inputs = torch.randn(ROWS, 6)
    has_kind, has_price = (torch.rand(ROWS) < 0.7).float(), (torch.rand(ROWS) < 0.5).float()
    kinds = torch.randint(0, 3, (ROWS,)) * has_kind.long()
    prices = torch.randn(ROWS) * has_price
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=has_kind, prices=prices, has_price=has_price,
        before={name: tensor.clone() for name, tensor in model.state_dict().items()})
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
    return dict(case, seed=SEED, objectives=torch.stack(objectives), after=model.state_dict())


fixtures.write(__file__, [training()])
