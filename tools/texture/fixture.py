#!/usr/bin/env python3
"""Prints threshold adjacency statistics of three small images, computed from their definition with
numpy and scipy: what ThresholdAdjacencyTest compares with.
  tools/texture/fixture.py > bundles/org.parfocal.model.texture/src/test/resources/org/parfocal/model/texture/internal/pftas.csv
Each line: the image's name and 54 numbers."""
import numpy
from scipy import ndimage

SIZE = 12
Y, X = numpy.mgrid[0:SIZE, 0:SIZE]
IMAGES = {
    "pattern": (3 * X * X + 7 * Y + 11 * X * Y) % 256,
    "blob": 255 - numpy.minimum(255, 2 * (X - 6) ** 2 + 3 * (Y - 5) ** 2),
    "uniform": numpy.full((SIZE, SIZE), 77),
}


def otsu(image):
    """The first threshold of the largest variance between what is above it and the rest."""
    best, most = 0, 0.0
    for threshold in range(255):
        low, high = image[image <= threshold], image[image > threshold]
        if low.size and high.size:
            variance = low.size * high.size * (low.mean() - high.mean()) ** 2
            if variance > most * (1 + 1e-12):
                best, most = threshold, variance
    return best


def shares(inside):
    neighbours = ndimage.convolve(inside.astype(int), [[1, 1, 1], [1, 0, 1], [1, 1, 1]], mode="reflect")
    counts = numpy.bincount(neighbours[inside], minlength=9)
    return counts / max(1, counts.sum())


for name, image in IMAGES.items():
    above = image[image > otsu(image)]
    mean, deviation = (above.mean(), above.std()) if above.size else (0, 0)
    sets = [
        (image > mean - deviation) & (image < mean + deviation),
        image > mean - deviation,
        image > mean,
    ]
    numbers = numpy.concatenate([shares(one) for one in sets] + [shares(~one) for one in sets])
    print(name, *("%.9f" % number for number in numbers), sep=",")
