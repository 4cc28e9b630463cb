"""What the initialisers draw from one seed. Run with PyTorch 1.13: python3 initial_weights.py"""
import torch
from torch.nn import init

import fixtures

WRONG = dict(wrong_in_torchsharp=True)


def case(name, shape, function, **options):
    torch.manual_seed(7)
    weights = function(torch.full(shape, 9.0), **options)
    # The number drawn next tells whether as many were used.
    return dict(name=name, shape=shape, options=options, weights=weights, next=torch.rand(1))


def cases():
    yield case("ones_", [2, 3], init.ones_)
    yield case("zeros_", [2, 3], init.zeros_)
    yield case("constant_", [2, 3], init.constant_, val=0.25)
    yield case("eye_", [2, 3], init.eye_)
    for shape in [[2, 3, 3], [3, 2, 3, 3], [2, 2, 3, 1, 2]]:
        yield case("dirac_", shape, init.dirac_)
    yield case("uniform_", [4, 5], init.uniform_)
    yield case("uniform_", [3], init.uniform_, a=-2.0, b=0.5)
    yield case("normal_", [4, 5], init.normal_)
    yield case("normal_", [3], init.normal_, mean=1.0, std=0.1)
    # TorchSharp exchanges mean and deviation, and leaves out the root of two.
    yield case("trunc_normal_", [4, 5], init.trunc_normal_) | WRONG
    yield case("trunc_normal_", [4, 5], init.trunc_normal_, mean=0.5, std=2.0, a=-1.0, b=1.0) | WRONG
    for shape in [[3, 4], [4, 2], [2, 2, 3]]:
        yield case("xavier_uniform_", shape, init.xavier_uniform_)
        # TorchSharp draws from the uniform distribution.
        yield case("xavier_normal_", shape, init.xavier_normal_, gain=2.0) | WRONG
        yield case("kaiming_uniform_", shape, init.kaiming_uniform_, a=5 ** 0.5)
        yield case("kaiming_uniform_", shape, init.kaiming_uniform_, mode="fan_out", nonlinearity="relu")
        yield case("kaiming_normal_", shape, init.kaiming_normal_)
        yield case("kaiming_normal_", shape, init.kaiming_normal_, mode="fan_out", nonlinearity="tanh")
        yield case("orthogonal_", shape, init.orthogonal_, gain=0.5)
    yield case("sparse_", [5, 3], init.sparse_, sparsity=0.3, std=0.5)


fixtures.write(__file__, cases())
