#!/usr/bin/env python3
"""What scipy and numpy say of differences: the fixture of ComparisonFixtureTest in org.parfocal.statistics.

    python3 tools/comparison/fixture.py > bundles/org.parfocal.statistics/src/test/resources/org/parfocal/statistics/comparison.csv

Corrected resampled t: Nadeau and Bengio 2003, with scipy.stats.t. Bayesian signed rank: Benavoli et al. 2014 and 2017,
by numpy's Dirichlet distribution and 400,000 draws. Permutation: all exchanges of two scores of a patient, AUC by
scipy.stats.mannwhitneyu. Independent of the Java code.
"""
import itertools

import numpy as np
from scipy import stats


def row(kind, given, *results):
    print(",".join([kind, " ".join(repr(float(x)) for x in given), *(repr(float(x)) for x in results)]))


def corrected_t(d, ratio, rope):
    d = np.array(d)
    error = np.sqrt(d.var(ddof=1) * (1 / d.size + ratio))
    t = stats.t(d.size - 1)
    return (d.mean() - t.ppf(0.975) * error, d.mean() + t.ppf(0.975) * error, 2 * t.sf(abs(d.mean()) / error),
            t.sf((rope - d.mean()) / error), t.cdf((-rope - d.mean()) / error))


def signed_rank(d, rope, random):
    z = np.concatenate([[0], d])
    sums = z[:, None] + z[None, :]
    w = random.dirichlet(np.concatenate([[0.5], np.ones(len(d))]), 400_000)
    better = np.einsum("di,ij,dj->d", w, (sums > 2 * rope).astype(float), w, optimize=True)
    worse = np.einsum("di,ij,dj->d", w, (sums < -2 * rope).astype(float), w, optimize=True)
    equal = 1 - better - worse
    return np.mean((better > equal) & (better > worse)), np.mean((worse > equal) & (worse > better))


def auc(labels, scores):
    a, b = scores[labels == 1], scores[labels == 0]
    return stats.mannwhitneyu(a, b).statistic / (a.size * b.size)


def exchange(labels, one, other):
    observed = auc(labels, one) - auc(labels, other)
    count = total = 0
    for swap in itertools.product([False, True], repeat=labels.size):
        difference = auc(labels, np.where(swap, other, one)) - auc(labels, np.where(swap, one, other))
        count += abs(difference) >= abs(observed) - 1e-12
        total += 1
    return count / total


def main():
    random = np.random.default_rng(7)
    for size, shift in ((2, 0.05), (5, 0.02), (10, 0.0), (20, 0.03), (40, -0.01)):
        d = np.round(random.normal(shift, 0.04, size), 4)
        row("t", d, 0.25, 0.01, *corrected_t(d, 0.25, 0.01))
    for size, shift in ((5, 0.02), (8, 0.0), (12, 0.015), (25, -0.02)):
        d = np.round(random.normal(shift, 0.03, size), 4)
        row("rank", d, 0.01, *signed_rank(d, 0.01, random))
    for freedom in (1, 2, 3, 4, 9, 10, 99, 200):
        for value in (0.1, 1.0, 2.5, 12.0):
            row("student", [value], freedom, stats.t(freedom).cdf(value), stats.t(freedom).ppf(0.975))
    for size in (4, 7, 9):
        labels = np.arange(size) % 2
        one = np.round(labels + random.normal(0, 1, size), 3)
        other = np.round(random.normal(0, 1, size), 3)
        row("exchange", np.concatenate([labels, one, other]), exchange(labels, one, other))


main()
