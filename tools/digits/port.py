"""Trains the jobs of a finished study again in PyTorch: the same images, batches of as many, the same optimiser.

  port.py DATA STUDY EPOCHS CHANGE    prints accuracy on the samples of each part as JSON, one line for each job

CHANGE is one difference from PyTorch's ways: none, kaiming-normal-fan-in (initial convolutions), biased-variance
(running statistics of batch norm), equal-batches (no smaller last one).
"""
import csv
import json
import sys
from pathlib import Path

import numpy
import torch
from PIL import Image
from torch import nn

from small_cnn import SmallCnn

BATCH = 40
PARTS = ('training', 'test', 'seen')


class BiasedBatchNorm(nn.BatchNorm2d):
    """Follows the variance of a batch as it is, divided by n and not by n - 1."""

    def forward(self, x):
        if self.training:
            before = self.running_var.clone()
            result = super().forward(x)
            variance = x.detach().var((0, 2, 3), unbiased=False)
            self.running_var = before + self.momentum * (variance - before)
            return result
        return super().forward(x)


def network(change):
    net = nn.Sequential(SmallCnn((3, 28, 28)), nn.Linear(SmallCnn.n_outputs, 10))
    if change == 'kaiming-normal-fan-in':
        for layer in net.modules():
            if isinstance(layer, nn.Conv2d):
                nn.init.kaiming_normal_(layer.weight, nonlinearity='relu')
    if change == 'biased-variance':
        for block in net[0]:
            if isinstance(block, nn.Sequential):
                block.norm = BiasedBatchNorm(block.norm.num_features)
    return net


def batches(count, change):
    order = torch.randperm(count)
    if change == 'equal-batches':
        return order.tensor_split(-(-count // BATCH))
    return order.split(BATCH)


def trained(images, labels, epochs, change):
    net = network(change)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    loss = nn.CrossEntropyLoss()
    for _ in range(epochs):
        for batch in batches(len(images), change):
            optimiser.zero_grad()
            loss(net(images[batch]), labels[batch]).backward()
            optimiser.step()
    return net.eval()


def rows(file):
    with open(file, newline='') as lines:
        return list(csv.DictReader(lines))


def main():
    data, study, epochs, change = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    torch.set_num_threads(1)
    index = rows(data / 'index.csv')
    pixels = numpy.stack([numpy.asarray(Image.open(data / row['path'])) for row in index])
    images = torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous().float().div_(127.5).sub_(1)
    labels = torch.tensor([int(row['label']) for row in index])
    number = {row['path']: at for at, row in enumerate(index)}
    for job in sorted(study.glob('*/*/seed-*')):
        torch.manual_seed(int(job.name.removeprefix('seed-')))
        predicted = rows(job / 'predictions.csv')
        own = {part: [number[row['sample']] for row in predicted if row['part'] == part] for part in PARTS}
        net = trained(images[own['training']], labels[own['training']], epochs, change)
        accuracy = {}
        for part in ('test', 'seen'):
            with torch.no_grad():
                right = net(images[own[part]]).argmax(1) == labels[own[part]]
            accuracy[part] = right.float().mean().item()
        print(json.dumps({'job': f'{job.parent.name}/{job.name}'} | accuracy), flush=True)


if __name__ == '__main__':
    main()
