"""DomainBed's own training script, with the digits as its data set and Parfocal's small-cnn as its network."""
import csv
import runpy
import sys
import types
from pathlib import Path

import numpy
import torch
from PIL import Image
from small_cnn import SmallCnn
from torch.utils.data import TensorDataset


def without(*names):
    """Stands in for libraries that DomainBed imports for other data sets and networks."""
    for name in names:
        module = types.ModuleType(name)
        module.__getattr__ = lambda attribute: None
        sys.modules[name] = module


without('wilds', 'wilds.datasets', 'wilds.datasets.camelyon17_dataset', 'wilds.datasets.fmow_dataset',
        'timm', 'backpack', 'backpack.extensions', 'tqdm')

from domainbed import datasets, hparams_registry, networks  # noqa: E402


class Digits(datasets.MultipleDomainDataset):
    """As RotatedMNIST: everything in memory, decoded once; DomainBed's default of 100 steps between evaluations."""

    ENVIRONMENTS = ['0', '15', '30', '45', '60', '75']
    N_WORKERS = 0

    def __init__(self, root, test_envs, hparams):
        super().__init__()
        with open(Path(root) / 'index.csv', newline='') as file:
            rows = list(csv.DictReader(file))
        self.datasets = []
        for angle in self.ENVIRONMENTS:
            own = [row for row in rows if row['angle'] == angle]
            pixels = numpy.stack([numpy.asarray(Image.open(Path(root) / row['path'])) for row in own])
            images = torch.from_numpy(pixels).permute(0, 3, 1, 2).contiguous().float().div_(127.5).sub_(1)
            self.datasets.append(TensorDataset(images, torch.tensor([int(row['label']) for row in own])))
        self.input_shape = (3, 28, 28)
        self.num_classes = 10


datasets.Digits = Digits
networks.MNIST_CNN = SmallCnn
small = hparams_registry.default_hparams
hparams_registry.default_hparams = lambda algorithm, dataset: small(algorithm, 'RotatedMNIST')
runpy.run_module('domainbed.scripts.train', run_name='__main__')
