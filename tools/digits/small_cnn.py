"""Parfocal's small-cnn in PyTorch."""
from torch import nn


class SmallCnn(nn.Sequential):
    """Four blocks of 3x3 convolution with stride 2, batch norm and ReLU, then the global average."""

    n_outputs = 128

    def __init__(self, input_shape):
        channels = [input_shape[0], 16, 32, 64, 128]
        blocks = []
        for before, after in zip(channels, channels[1:]):
            blocks += [nn.Conv2d(before, after, 3, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU(inplace=True)]
        super().__init__(*blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten())
