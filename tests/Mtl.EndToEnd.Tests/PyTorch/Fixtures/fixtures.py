"""What the fixture scripts share: a list of cases goes into <script>.json beside the script, floats with nine digits."""
import json
import pathlib

import torch

torch.set_num_threads(1)


def plain(value):
    """Tensors as nested lists, floats cut to the nine digits that tell float32 numbers apart."""
    if isinstance(value, torch.Tensor):
        return plain(value.detach().tolist())
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return float(f"{value:.9g}") if isinstance(value, float) else value


def write(script, cases):
    lines = ",\n".join(json.dumps(plain(case)) for case in cases)
    pathlib.Path(script).with_suffix(".json").write_text(f"[\n{lines}\n]\n")
