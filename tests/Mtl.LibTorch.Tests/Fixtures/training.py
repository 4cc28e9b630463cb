"""A thousand steps of Adam from one seed: the losses on the way. Run with PyTorch 1.13: python3 training.py"""
import torch
import torch.nn.functional as F

import fixtures


def losses(steps=1000, recorded=(1, 10, 100, 300, 1000)):
    torch.manual_seed(1)
    trunk, left, right = torch.nn.Linear(16, 32), torch.nn.Linear(32, 1), torch.nn.Linear(32, 4)
    inputs, numbers, classes = torch.randn(32, 16), torch.randn(32, 1), torch.randint(0, 4, (32,))
    optimizer = torch.optim.Adam([*trunk.parameters(), *left.parameters(), *right.parameters()])
    for step in range(1, steps + 1):
        optimizer.zero_grad(set_to_none=False)
        shared = F.relu(trunk(inputs))
        loss = F.mse_loss(left(shared), numbers) + F.cross_entropy(right(shared), classes)
        loss.backward()
        optimizer.step()
        if step in recorded:
            yield dict(step=step, loss=loss)


fixtures.write(__file__, losses())
