"""Parfocal's small-cnn in PyTorch, under the names of its weights files."""
from collections import OrderedDict

from torch import nn


class SmallCnn(nn.Sequential):
    """Blocks of 3x3 convolution with stride 2, batch norm and ReLU, then the global average."""

    n_outputs = 128

    def __init__(self, input_shape, width=16, blocks=4):
        parts = OrderedDict()
        before = input_shape[0]
        for number in range(blocks):
            after = width << number
            parts[f'block{number + 1}'] = nn.Sequential(OrderedDict(
                conv=nn.Conv2d(before, after, 3, 2, 1, bias=False), norm=nn.BatchNorm2d(after),
                relu=nn.ReLU(inplace=True)))
            before = after
        super().__init__(parts | OrderedDict(pool=nn.AdaptiveAvgPool2d(1), flat=nn.Flatten()))
