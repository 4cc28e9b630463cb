"""A thousand steps of Adam with default settings. Run with PyTorch 1.13: python3 thousand_steps.py"""
import torch
import torch.nn.functional as F

import fixtures

STEPS, EVERY, ROWS = 1000, 50, 24


class Plain(torch.nn.Module):
    """Smooth activations, so that a difference in the last bit stays one."""

    def __init__(self):
        super().__init__()
        self.First, self.Second = torch.nn.Linear(6, 16), torch.nn.Linear(16, 12)
        self.Kind = torch.nn.ModuleDict(dict(Output=torch.nn.Linear(12, 3)))
        self.Price = torch.nn.ModuleDict(dict(Output=torch.nn.Linear(12, 1)))

    def forward(self, x):
        x = torch.tanh(self.Second(F.gelu(self.First(x))))
        return self.Kind.Output(x), self.Price.Output(x).squeeze(1)


def training():
    torch.manual_seed(1)
    model = Plain()
    inputs, kinds, prices, ones = torch.randn(ROWS, 6), torch.randint(0, 3, (ROWS,)), torch.randn(ROWS), torch.ones(ROWS)
    case = dict(
        inputs=inputs, kinds=kinds, has_kind=ones, prices=prices, has_price=ones,
        before={name: tensor.clone() for name, tensor in model.state_dict().items()})
    optimizer = torch.optim.Adam(model.parameters(), lr=0.001)
    objectives = []
    for step in range(STEPS):
        optimizer.zero_grad()
        kind, price = model(inputs)
        loss = F.cross_entropy(kind, kinds) + F.mse_loss(price, prices)
        loss.backward()
        optimizer.step()
        if (step + 1) % EVERY == 0:
            objectives.append(loss)
    return dict(case, objectives=torch.stack(objectives))


if __name__ == "__main__":
    fixtures.write(__file__, [training()])
