#!/usr/bin/env python3
"""How often 95 % intervals hold the true value, by number of patients: the tables of docs/coverage.md.

    python3 tools/coverage/coverage.py [REPETITIONS [PART]] > coverage.txt

Simulated studies: an image's score is its class's mean plus an effect of its patient (half of the variance) plus noise.
The truth is that of infinitely many patients. Intervals are made as org.parfocal.statistics makes them: patients are
drawn with replacement whatever their class, all images of one come along, draws that lose a class are left out.
Independent of the Java code; needs numpy and scipy.
"""
import sys

import numpy as np
from scipy.special import expit
from scipy.stats import norm, t as student

DRAWS = 1000
PATIENTS = (2, 3, 4, 5, 6, 7, 8, 10, 15, 20, 30, 50)
DOMAINS = 4


class Kind:
    """A kind of study: the two models' AUCs, whether patients have images of both classes, how unequal they are."""

    def __init__(self, words, auc, other, mixed=False, unequal=False):
        self.words, self.mixed, self.unequal = words, mixed, unequal
        self.shift = [np.sqrt(2) * norm.ppf(a) for a in (auc, other)]

    def images(self, random):
        if self.unequal:
            return int(np.clip(np.exp(random.normal(2, 1)), 1, 60))
        return 10


KINDS = (
    Kind("AUC 0.75", 0.75, 0.80),
    Kind("AUC 0.95", 0.95, 0.97),
    Kind("both classes in each patient", 0.75, 0.80, mixed=True),
    Kind("1 to 60 images a patient", 0.75, 0.80, unequal=True),
)


def scores(label, effect, shift, random):
    """Of one domain: the classes' means lie `shift` apart; variance 1."""
    return (label - 0.5) * shift + np.sqrt(0.5) * effect + np.sqrt(0.5) * random.normal(size=label.size)


def study(kind, n, random):
    """Patient and label of each image, and the scores of two models in each domain."""
    patients = n if kind.mixed else 2 * n
    owner, label = [], []
    for patient in range(patients):
        images = kind.images(random)
        classes = random.integers(0, 2, images) if kind.mixed else np.full(images, patient % 2)
        if kind.mixed and images > 1:
            classes[:2] = 0, 1
        owner += [patient] * images
        label += list(classes)
    owner, label = np.array(owner), np.array(label)
    tissue = random.normal(size=patients)  # a patient is hard for all models and domains
    models = []
    for shift in kind.shift:
        of_model = np.sqrt(0.8) * tissue + np.sqrt(0.2) * random.normal(size=patients)
        models.append([
            scores(label, (np.sqrt(0.8) * of_model + np.sqrt(0.2) * random.normal(size=patients))[owner], shift, random)
            for _ in range(DOMAINS)])
    return owner, label, models


def pairs(owner, label, score, patients):
    """How many pairs of a positive image of one patient and a negative one of another are in order."""
    positive = np.flatnonzero(label == 1)
    negative = np.flatnonzero(label == 0)
    above = (score[positive][:, None] > score[negative][None, :]).astype(float)
    everybody = np.eye(patients)
    return everybody[owner[positive]].T @ above @ everybody[owner[negative]]


def counted(owner, chosen, patients):
    return np.bincount(owner[chosen], minlength=patients).astype(float)


def sums(owner, values, patients):
    return np.bincount(owner, weights=values, minlength=patients)


def aucs(weights, won, above, below):
    with np.errstate(invalid="ignore", divide="ignore"):
        return ((weights @ won) * weights).sum(axis=1) / ((weights @ above) * (weights @ below))


def numbers(kind, owner, label, models, weights):
    """Every number, for each row of weights."""
    patients = weights.shape[1]
    above, below = counted(owner, label == 1, patients), counted(owner, label == 0, patients)
    of = [[aucs(weights, pairs(owner, label, score, patients), above, below) for score in model] for model in models]
    probability = expit(kind.shift[0] * models[0][0])
    decided = probability > 0.5
    with np.errstate(invalid="ignore", divide="ignore"):
        recalls = [weights @ counted(owner, (label == c) & (decided == c), patients) / (weights @ total)
                   for c, total in ((0, below), (1, above))]
        brier = weights @ sums(owner, (probability - label) ** 2, patients) / (weights @ (above + below))
    return {
        "AUC": of[0][0],
        "mean AUC": np.mean(of[0], axis=0),
        "worst AUC": np.min(of[0], axis=0),
        "gain": np.mean(of[1], axis=0) - np.mean(of[0], axis=0),
        "balanced accuracy": np.mean(recalls, axis=0),
        "Brier": brier,
    }


def truth(kind):
    auc, other = (norm.cdf(s / np.sqrt(2)) for s in kind.shift)
    z = np.linspace(-8, 8, 20001)
    square = np.sum(norm.pdf(z) * (1 - expit(kind.shift[0] * (kind.shift[0] / 2 + z))) ** 2) * (z[1] - z[0])
    return {"AUC": auc, "mean AUC": auc, "worst AUC": auc, "gain": other - auc,
            "balanced accuracy": norm.cdf(kind.shift[0] / 2), "Brier": square}


def draws(patients, random):
    return random.multinomial(patients, np.full(patients, 1 / patients), size=DRAWS).astype(float)


def holds(values, true):
    values = values[~np.isnan(values)]
    if values.size == 0:
        return False
    low, high = np.quantile(values, (0.025, 0.975))
    return low <= true <= high


def by_patients(repetitions):
    print("## By number of patients\n")
    names = list(truth(KINDS[0]))
    worst = {}
    for kind in KINDS:
        print(f"{kind.words}\n")
        print("| patients a class | " + " | ".join(names) + " |\n| --: |" + " --: |" * len(names))
        true = truth(kind)
        for n in PATIENTS:
            random = np.random.default_rng([2016, n, KINDS.index(kind)])
            held = dict.fromkeys(names, 0)
            for _ in range(repetitions):
                owner, label, models = study(kind, n, random)
                weights = draws(owner.max() + 1, random)
                for name, values in numbers(kind, owner, label, models, weights).items():
                    held[name] += holds(values, true[name])
            share = {name: held[name] / repetitions for name in names}
            worst[n] = min(worst.get(n, 1), min(share.values()))
            print(f"| {n} | " + " | ".join(f"{share[name]:.3f}" for name in names) + " |", flush=True)
        print()
    print("Least of all: " + ", ".join(f"{n}: {least:.3f}" for n, least in worst.items()) + "\n", flush=True)


def by_exchange(repetitions):
    """How often a permutation test by patients finds, at 5 %, a gain that is not there."""
    print("## Permutation by patients\n\n| patients a class | p < 0.05 without a gain |\n| --: | --: |")
    kind = Kind("", 0.75, 0.75)
    for n in (2, 3, 4, 5, 8, 10, 20):
        random = np.random.default_rng([2017, n])
        found = 0
        for _ in range(repetitions):
            owner, label, models = study(kind, n, random)
            patients = owner.max() + 1
            both = np.concatenate([owner, owner + patients])
            labels = np.concatenate([label, label])
            score = np.concatenate([models[0][0], models[1][0]])
            won = pairs(both, labels, score, 2 * patients)
            above, below = counted(both, labels == 1, 2 * patients), counted(both, labels == 0, 2 * patients)
            if 2 ** patients <= DRAWS:
                swaps = (np.arange(2 ** patients)[:, None] >> np.arange(patients)) & 1
            else:
                swaps = np.vstack([np.zeros((1, patients), int), random.integers(0, 2, (DRAWS - 1, patients))])
            one = np.hstack([1 - swaps, swaps]).astype(float)
            difference = aucs(1 - one, won, above, below) - aucs(one, won, above, below)
            found += np.mean(np.abs(difference) >= abs(difference[0]) - 1e-12) <= 0.05
        print(f"| {n} | {found / repetitions:.3f} |", flush=True)
    print()


def by_seeds(repetitions):
    """Gains whose trainings differ, too: intervals of patients alone, and of patients and seeds."""
    print("## By number of seeds\n\n20 patients a class; the gain of a training varies with a deviation of 0.04 around 0.05.\n")
    print("| seeds | patients drawn | patients and seeds drawn |\n| --: | --: | --: |")
    kind = Kind("", 0.75, 0.80)
    slope = 0.04 / (norm.pdf(norm.ppf(0.8)) / np.sqrt(2))
    for seeds in (1, 2, 3, 5, 10):
        random = np.random.default_rng([2018, seeds])
        alone = together = 0
        grid = kind.shift[1] + slope * np.linspace(-6, 6, 2001)
        density = norm.pdf(np.linspace(-6, 6, 2001))
        true = np.average(norm.cdf(grid / np.sqrt(2)), weights=density) - 0.75
        for _ in range(repetitions):
            owner, label, models = study(kind, 20, random)
            patients = owner.max() + 1
            weights = draws(patients, random)
            above, below = counted(owner, label == 1, patients), counted(owner, label == 0, patients)
            gains = []
            for _ in range(seeds):
                changed = models[1][0] + (label - 0.5) * slope * random.normal()
                gains.append(aucs(weights, pairs(owner, label, changed, patients), above, below)
                             - aucs(weights, pairs(owner, label, models[0][0], patients), above, below))
            gains = np.array(gains)
            alone += holds(gains.mean(axis=0), true)
            drawn = random.multinomial(seeds, np.full(seeds, 1 / seeds), size=DRAWS)
            together += holds((gains * drawn.T).sum(axis=0) / seeds, true)
        both = f"{together / repetitions:.3f}" if seeds > 1 else "–"
        print(f"| {seeds} | {alone / repetitions:.3f} | {both} |", flush=True)
    print()


def fold_differences(x, y, folds, repeats, random):
    """AUC by the nearer class mean, first half of the features minus the second, in each fold of each repeat."""
    found = []
    for _ in range(repeats):
        order = np.concatenate([random.permutation(np.flatnonzero(y == c)) for c in (0, 1)])
        fold = np.empty(y.size, int)
        fold[order] = np.arange(y.size) % folds
        for f in range(folds):
            test, train = fold == f, fold != f
            of = []
            for half in (x[:, : x.shape[1] // 2], x[:, x.shape[1] // 2:]):
                direction = half[train & (y == 1)].mean(axis=0) - half[train & (y == 0)].mean(axis=0)
                s = half[test] @ direction
                of.append((s[y[test] == 1][:, None] > s[y[test] == 0][None, :]).mean())
            found.append(of[0] - of[1])
    return np.array(found)


def by_repeats(repetitions):
    """Two learners that are equally good: how often each test finds, at 5 %, a difference."""
    print("## Repeated splits\n\nTwo equally good learners, 5 patient folds: differences found at p < 0.05.\n")
    print("| patients | repeats | t test of the folds | corrected resampled t |\n| --: | --: | --: | --: |")
    for patients in (20, 50):
        for repeats in (1, 2, 4, 10):
            random = np.random.default_rng([2019, patients, repeats])
            naive = corrected = 0
            for _ in range(repetitions):
                y = np.arange(patients) % 2
                x = random.normal(size=(patients, 10)) + 0.4 * y[:, None]
                d = fold_differences(x, y, 5, repeats, random)
                deviation = d.std(ddof=1) + 1e-300
                quantile = student.ppf(0.975, d.size - 1)
                naive += abs(d.mean()) > quantile * deviation * np.sqrt(1 / d.size)
                corrected += abs(d.mean()) > quantile * deviation * np.sqrt(1 / d.size + 1 / 4)
            print(f"| {patients} | {repeats} | {naive / repetitions:.3f} | {corrected / repetitions:.3f} |", flush=True)


def by_calibration(repetitions):
    """Calibration errors: of probabilities that are what they say, and of ones that are too sure."""
    print("## Calibration errors\n")
    names = ("ECE of a calibrated model", "ECE of one that is too sure", "ECE change", "NLL", "NLL change", "reliability")
    print("| patients a class | " + " | ".join(names) + " |\n| --: |" + " --: |" * len(names))
    kind = KINDS[0]
    shift = kind.shift[0]
    true = calibration_truth(shift)
    for n in PATIENTS:
        random = np.random.default_rng([2020, n, 0])
        held = np.zeros(len(names))
        for _ in range(repetitions):
            owner, label, models = study(kind, n, random)
            patients = owner.max() + 1
            weights = draws(patients, random)
            ece, loss, square = [], [], []
            for sure in (1, SURE):
                probability = np.clip(expit(sure * shift * models[0][0]), 1e-12, 1 - 1e-12)
                errors = binned(owner, label, probability, patients, weights)
                ece.append(errors[0])
                square.append(errors[1])
                each = -np.log(np.where(label == 1, probability, 1 - probability))
                loss.append(weights @ sums(owner, each, patients) / (weights @ counted(owner, label >= 0, patients)))
            values = (ece[0], ece[1], ece[1] - ece[0], loss[1], loss[1] - loss[0], square[1])
            held += [holds(value, truth) for value, truth in zip(values, true)]
        print(f"| {n} | " + " | ".join(f"{share:.3f}" for share in held / repetitions) + " |", flush=True)
    print()


SURE = 2  # the log odds of the model that is too sure, over those that are right
BINS = 15


def binned(owner, label, probability, patients, weights):
    """ECE and reliability by bins of equal mass, which stay when patients are drawn."""
    rank = np.empty(label.size, int)
    rank[np.argsort(probability, kind="stable")] = np.arange(label.size)
    bins = BINS * (2 * rank + 1) // (2 * label.size)
    images = np.zeros((patients, BINS))
    excess = np.zeros((patients, BINS))
    np.add.at(images, (owner, bins), 1)
    np.add.at(excess, (owner, bins), probability - label)
    drawn, over = weights @ images, weights @ excess
    all_images = drawn.sum(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        square = np.nansum(over ** 2 / drawn, axis=1) / all_images
    return np.abs(over).sum(axis=1) / all_images, square


def calibration_truth(shift):
    """By the same bins of infinitely many images: the score is normal around the two classes' means, both equally frequent."""
    z = np.linspace(-12, 12, 240001)
    classes = [0.5 * norm.pdf(z - (c - 0.5) * shift) * (z[1] - z[0]) for c in (0, 1)]
    mass = classes[0] + classes[1]
    bins = np.minimum((BINS * (np.cumsum(mass) - mass / 2)).astype(int), BINS - 1)
    of = []
    for sure in (1, SURE):
        p = expit(sure * shift * z)
        over = np.bincount(bins, weights=p * mass - classes[1], minlength=BINS)
        loss = -np.sum(classes[1] * np.log(p) + classes[0] * np.log1p(-p))
        of.append((np.abs(over).sum(), loss, np.sum(over ** 2 / np.bincount(bins, weights=mass, minlength=BINS))))
    return of[0][0], of[1][0], of[1][0] - of[0][0], of[1][1], of[1][1] - of[0][1], of[1][2]


def by_measures(repetitions):
    """The other measures of the first kind of study: shares, those of patients, three classes, a bin, a curve of scales."""
    print("## Other measures\n")
    shift = KINDS[0].shift[0]
    right = norm.cdf(shift / 2)
    factors = np.array([0.5, 0.8, 1, 0.9, 0.7])  # how far the classes lie apart at each scale, over the scale of training
    curve = norm.cdf(factors * shift / np.sqrt(2))
    true = {
        "accuracy": right, "macro F1": right, "sensitivity": right, "patient recognition rate": right,
        "patient AUC": norm.cdf(shift / np.sqrt(2 * (0.5 + 0.5 / 10))),
        "macro AUC of 3 classes": norm.cdf(shift / np.sqrt(2)),
        "events of a bin": bin_truth(shift),
        "response area": (curve[:-1] + curve[1:]).sum() / 2 / (curve.size - 1), "response worst": curve.min(),
    }
    print("| patients a class | " + " | ".join(true) + " |\n| --: |" + " --: |" * len(true))
    for n in PATIENTS:
        random = np.random.default_rng([2021, n])
        held = dict.fromkeys(true, 0)
        for _ in range(repetitions):
            owner, label, models = study(KINDS[0], n, random)
            weights = draws(2 * n, random)
            values = shares(owner, label, expit(shift * models[0][0]), weights)
            values["patient AUC"] = patient_auc(owner, label, models[0][0], weights)
            values["macro AUC of 3 classes"] = three_classes(n, shift, random)
            above, below = counted(owner, label == 1, 2 * n), counted(owner, label == 0, 2 * n)
            apart = (label - 0.5) * shift
            response = np.array([aucs(weights, pairs(owner, label, models[0][0] + (f - 1) * apart, 2 * n), above, below)
                                 for f in factors])
            values["response area"] = (response[:-1] + response[1:]).sum(axis=0) / 2 / (factors.size - 1)
            values["response worst"] = response.min(axis=0)
            for name in true:
                held[name] += holds(values[name], true[name])
        print(f"| {n} | " + " | ".join(f"{held[name] / repetitions:.3f}" for name in true) + " |", flush=True)
    print()


BIN = (7 / 15, 8 / 15)  # the middle one of 15 of equal width


def bin_truth(shift):
    """The share of events among images whose probability is in the bin."""
    z = np.linspace(-12, 12, 240001)
    inside = (expit(shift * z) >= BIN[0]) & (expit(shift * z) < BIN[1])
    mass = [norm.pdf(z - (c - 0.5) * shift)[inside].sum() for c in (0, 1)]
    return mass[1] / sum(mass)


def shares(owner, label, probability, weights):
    patients = weights.shape[1]
    decided = (probability > 0.5).astype(int)
    of = {(c, d): weights @ counted(owner, (label == c) & (decided == d), patients) for c in (0, 1) for d in (0, 1)}
    inside = (probability >= BIN[0]) & (probability < BIN[1])
    correct = counted(owner, decided == label, patients) / counted(owner, label >= 0, patients)
    with np.errstate(invalid="ignore", divide="ignore"):
        missed = of[0, 1] + of[1, 0]
        return {
            "accuracy": (of[0, 0] + of[1, 1]) / (of[0, 0] + of[1, 1] + missed),
            "macro F1": sum(2 * of[c, c] / (2 * of[c, c] + missed) for c in (0, 1)) / 2,
            "sensitivity": of[1, 1] / (of[1, 1] + of[1, 0]),
            "patient recognition rate": weights @ correct / patients,
            "events of a bin": weights @ counted(owner, inside & (label == 1), patients)
                               / (weights @ counted(owner, inside, patients)),
        }


def patient_auc(owner, label, score, weights):
    """Of the patients' mean scores."""
    patients = weights.shape[1]
    mean = sums(owner, score, patients) / counted(owner, label >= 0, patients)
    of = np.arange(patients) % 2
    everyone = np.arange(patients)
    return aucs(weights, pairs(everyone, of, mean, patients), counted(everyone, of == 1, patients),
                counted(everyone, of == 0, patients))


def three_classes(n, shift, random):
    """The mean of the three AUCs of one class against the two others, each by a score of its own."""
    patients = 3 * n
    owner = np.repeat(np.arange(patients), 10)
    label = owner % 3
    weights = draws(patients, random)
    of = []
    for c in range(3):
        mine = (label == c).astype(int)
        score = scores(mine, random.normal(size=patients)[owner], shift, random)
        of.append(aucs(weights, pairs(owner, mine, score, patients), counted(owner, mine == 1, patients),
                       counted(owner, mine == 0, patients)))
    return np.mean(of, axis=0)


def by_folds(repetitions):
    """The stability of signatures by number of folds: its interval is by formula (Nogueira and others 2018), not by draws."""
    print("## Stability of signatures\n\n| folds | chosen freely | training patients shared |\n| --: | --: | --: |")
    relevant = np.where(np.arange(64) < 10, 1.2, -1.2)  # 10 of 64 dimensions are chosen more often than not
    for folds in (3, 4, 5, 10, 20, 50):
        random = np.random.default_rng([2022, folds])
        held = np.zeros(2)
        for _ in range(repetitions):
            for kind, common in enumerate((0, 0.75)):
                tilt = relevant + np.sqrt(common) * random.normal(size=64)  # what shared patients make of the relevance
                chosen = tilt + np.sqrt(1 - common) * random.normal(size=(folds, 64)) > 0
                held[kind] += stable(chosen, stability_truth(relevant))
        print(f"| {folds} | " + " | ".join(f"{share:.3f}" for share in held / repetitions) + " |", flush=True)
    print()


def stability_truth(relevant):
    """Of infinitely many sets, each of other patients."""
    p = norm.cdf(relevant)
    return 1 - np.mean(p * (1 - p)) / (p.mean() * (1 - p.mean()))


def stable(chosen, true):
    """Whether the interval by the paper's theorem 7 holds the truth."""
    sets, dimensions = chosen.shape
    p = chosen.mean(axis=0)
    filled = p.mean()
    if filled in (0, 1):
        return False
    value = 1 - sets / (sets - 1) * np.mean(p * (1 - p)) / (filled * (1 - filled))
    size = chosen.mean(axis=1)
    influence = ((chosen * p).mean(axis=1) - size * filled
                 + value / 2 * (2 * filled * size - size - filled + 1)) / (filled * (1 - filled))
    reach = norm.ppf(0.975) * np.sqrt(4 / sets ** 2 * np.sum((influence - influence.mean()) ** 2))
    return value - reach <= true <= value + reach


PARTS = {"patients": by_patients, "exchange": by_exchange, "seeds": by_seeds, "repeats": by_repeats, "calibration": by_calibration,
         "measures": by_measures, "stability": by_folds}

if __name__ == "__main__":
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for part in sys.argv[2:] or PARTS:
        PARTS[part](times)
