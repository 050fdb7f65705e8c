# Writes one small transformer with random weights, the same for the same seed, as model.pt (TorchScript) into the first
# folder and as model.onnx into the second.
import math
import sys

import torch
from torch import nn


class Small(nn.Module):
    def __init__(self, words=30522, width=32, heads=4, positions=512):
        super().__init__()
        self.heads = heads
        self.words = nn.Embedding(words, width)
        self.positions = nn.Embedding(positions, width)
        self.project = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.wide = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)
        self.first = nn.LayerNorm(width)
        self.second = nn.LayerNorm(width)

    def forward(self, input_ids, attention_mask):
        batch, length = input_ids.size(0), input_ids.size(1)
        x = self.words(input_ids) + self.positions.weight[:length].unsqueeze(0)
        q, k, v = self.project(x).reshape(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        hidden = (1.0 - attention_mask.to(x.dtype))[:, None, None, :] * -10000.0
        shares = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(8.0) + hidden, dim=-1)
        x = self.first(x + self.out((shares @ v).transpose(1, 2).reshape(batch, length, -1)))
        return self.second(x + self.narrow(torch.relu(self.wide(x))))


torch.manual_seed(7)
model = Small().eval()
ids = torch.randint(0, 30522, (2, 9))
mask = torch.ones(2, 9, dtype=torch.long)
mask[1, 6:] = 0
with torch.no_grad():
    torch.jit.trace(model, (ids, mask), check_trace=False).save(sys.argv[1] + "/model.pt")
    axes = {name: {0: "batch", 1: "length"} for name in ("input_ids", "attention_mask", "last_hidden_state")}
    torch.onnx.export(
        model,
        (ids, mask),
        sys.argv[2] + "/model.onnx",
        input_names=["input_ids", "attention_mask"],
        output_names=["last_hidden_state"],
        dynamic_axes=axes,
        opset_version=14,
    )
