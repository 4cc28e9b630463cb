"""Layers from a seed: what they begin with, what they give, and their gradients. Run with PyTorch 1.13: python3 layers.py"""
import torch
from torch import nn

import fixtures

LAYERS = {
    "Linear": (lambda: nn.Linear(3, 2), (4, 3)),
    "Linear without bias": (lambda: nn.Linear(3, 2, bias=False), (4, 3)),
    "Conv1d": (lambda: nn.Conv1d(2, 3, 3, stride=2, padding=1), (2, 2, 5)),
    "Conv1d same": (lambda: nn.Conv1d(2, 2, 3, padding="same", groups=2), (2, 2, 4)),
    "Conv1d circular": (lambda: nn.Conv1d(2, 1, 3, padding=1, padding_mode="circular"), (1, 2, 4)),
    "Conv2d": (lambda: nn.Conv2d(2, 2, 3, padding=1), (1, 2, 3, 3)),
    "Conv2d oblong": (lambda: nn.Conv2d(1, 2, (2, 3), stride=(1, 2), dilation=(2, 1)), (1, 1, 4, 5)),
    "Conv2d reflect": (lambda: nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect"), (1, 1, 3, 3)),
    "BatchNorm1d": (lambda: nn.BatchNorm1d(3), (4, 3)),
    "BatchNorm1d sequence": (lambda: nn.BatchNorm1d(2), (3, 2, 4)),
    "BatchNorm2d": (lambda: nn.BatchNorm2d(2, momentum=0.3), (2, 2, 2, 2)),
    "BatchNorm1d plain": (lambda: nn.BatchNorm1d(3, affine=False, track_running_stats=False), (4, 3)),
    "LayerNorm": (lambda: nn.LayerNorm(3), (4, 3)),
    "LayerNorm shape": (lambda: nn.LayerNorm([2, 3]), (2, 2, 3)),
    "GroupNorm": (lambda: nn.GroupNorm(2, 4), (2, 4, 3)),
    "PReLU": (lambda: nn.PReLU(3), (4, 3)),
    "Dropout": (lambda: nn.Dropout(0.4), (4, 5)),
    "Dropout1d": (lambda: nn.Dropout1d(0.4), (3, 4, 2)),
    "Dropout2d": (lambda: nn.Dropout2d(0.4), (2, 4, 2, 2)),
    "MaxPool1d": (lambda: nn.MaxPool1d(2), (2, 2, 5)),
    "MaxPool2d": (lambda: nn.MaxPool2d(2, stride=1, padding=1), (1, 2, 3, 3)),
    "AvgPool1d": (lambda: nn.AvgPool1d(2, ceil_mode=True), (1, 2, 5)),
    "AvgPool2d": (lambda: nn.AvgPool2d((2, 3), stride=1), (1, 1, 3, 4)),
    "AdaptiveAvgPool1d": (lambda: nn.AdaptiveAvgPool1d(2), (1, 2, 5)),
    "AdaptiveAvgPool2d": (lambda: nn.AdaptiveAvgPool2d((1, 2)), (1, 2, 3, 3)),
    "AdaptiveMaxPool1d": (lambda: nn.AdaptiveMaxPool1d(2), (1, 2, 5)),
    "AdaptiveMaxPool2d": (lambda: nn.AdaptiveMaxPool2d((1, 2)), (1, 2, 3, 3)),
    "Flatten": (lambda: nn.Flatten(), (2, 2, 3)),
    "Unflatten": (lambda: nn.Unflatten(1, (2, 3)), (2, 6)),
    "Sequential": (lambda: nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)), (4, 3)),
    "LSTM": (lambda: nn.LSTM(2, 3), (4, 2, 2)),
    "LSTM deep": (lambda: nn.LSTM(2, 2, num_layers=2, batch_first=True, bidirectional=True), (1, 3, 2)),
    "GRU": (lambda: nn.GRU(2, 3, batch_first=True), (2, 3, 2)),
    "GRU deep": (lambda: nn.GRU(2, 2, num_layers=2, bias=False, bidirectional=True), (3, 1, 2)),
    "MultiheadAttention": (lambda: nn.MultiheadAttention(4, 2), (3, 2, 4)),
    "MultiheadAttention added": (lambda: nn.MultiheadAttention(4, 2, bias=False, add_bias_kv=True, add_zero_attn=True), (2, 1, 4)),
    "TransformerEncoderLayer": (lambda: nn.TransformerEncoderLayer(4, 2, 6, 0.2), (3, 2, 4)),
    "TransformerEncoderLayer gelu": (lambda: nn.TransformerEncoderLayer(4, 2, 6, 0, "gelu"), (3, 2, 4)),
}


def flat(results):
    return [results] if isinstance(results, torch.Tensor) else [tensor for result in results for tensor in flat(result)]


def case(name, make, shape):
    torch.manual_seed(11)
    layer = make()
    begin = {key: value.clone() for key, value in layer.state_dict().items()}
    input = torch.randn(shape, requires_grad=True)
    results = flat(layer(input, input, input) if isinstance(layer, nn.MultiheadAttention) else layer(input))
    # Every element has a weight of its own, so that gradients cannot be mixed up.
    sum((result * torch.arange(result.numel()).view(result.shape).cos()).sum() for result in results).backward()
    return dict(
        name=name,
        begin=begin,
        input=input,
        outputs=results,
        input_gradient=input.grad,
        gradients={key: value.grad for key, value in layer.named_parameters()},
        buffers={key: value for key, value in layer.named_buffers()},
        wrong_in_torchsharp=name == "GroupNorm",  # its weights begin with whatever the memory held
    )


def embedding():
    torch.manual_seed(11)
    layer = nn.Embedding(5, 3, padding_idx=0)
    begin = {key: value.clone() for key, value in layer.state_dict().items()}
    input = torch.tensor([[1, 0, 4], [4, 2, 1]])
    result = layer(input)
    (result * torch.arange(result.numel()).view(result.shape).cos()).sum().backward()
    return dict(name="Embedding", begin=begin, input=input, outputs=[result], input_gradient=None,
                gradients={"weight": layer.weight.grad}, buffers={})


fixtures.write(__file__, [case(name, *rest) for name, rest in LAYERS.items()] + [embedding()])
