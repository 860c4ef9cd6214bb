#!/usr/bin/env python3
"""Compares `parfocal embed` on ONNX Runtime with PyTorch, eager, on a ViT-S/16 of 224 pixels; or measures the memory of an encoder of 1.1 GB.

  tools/onnx/speed.py time FOLDER [TURNS]   both in turns, after their embeddings were found to be equal; prints images a second
                                            and processor seconds an image, which say more on a machine that is not quiet
  tools/onnx/speed.py memory FOLDER         the largest memory of the whole process over the encoder's size

Weights are random, from a fixed seed. What both take to start is subtracted: each is timed on 16 and on 48 images. Threads are OMP_NUM_THREADS
(default 2). Needs torch, torchvision, onnx, h5py, Pillow, and a distribution, which HOME_OF names (default: launcher/target/parfocal).
"""
import os
import resource
import shutil
import subprocess
import sys
import time

import h5py
import numpy as np
import torch
from PIL import Image

import fixtures

BATCH, FEW, MANY, LARGEST_DIFFERENCE = 16, 16, 48, 1e-4
THREADS = os.environ.setdefault("OMP_NUM_THREADS", "2")
HOME = os.environ.get("HOME_OF", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../launcher/target/parfocal"))


def processor(whose):
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def cohort(folder, count, seed):
    """A table of random images, each a patient and a slide of its own; returns their pixels."""
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    random = np.random.default_rng(seed)
    pixels = random.integers(0, 256, (count, 224, 224, 3), dtype="u1")
    rows = ["path,label,patient,slide,magnification"]
    for index, image in enumerate(pixels):
        Image.fromarray(image).save(os.path.join(folder, f"{index}.png"))
        rows.append(f"{index}.png,{['no', 'yes'][index % 2]},p{index},s{index},20X")
    with open(os.path.join(folder, "index.csv"), "w") as table:
        table.write("\n".join(rows) + "\n")
    return pixels


def embedded(folder, encoder, count, seed):
    """Seconds and processor seconds, vectors of new images by their slides, and these images."""
    pixels = cohort(folder, count, seed)
    study = os.path.join(folder, "study.yaml")
    with open(study, "w") as file:
        file.write(
            "dataset: {reader: table, path: index.csv}\nprotocol: {split: patient-holdout}\nimages: {size: 224, normalise: half, cache: none}\n"
            f"transforms: []\nbackbone: {{architecture: onnx, model: {encoder}}}\ntraining: {{epochs: 1}}\naugmentation: none\n"
            "model: {strategy: baseline}\nmetrics: [classification]\n")
    environment = dict(os.environ, PARFOCAL_CACHE=os.path.join(folder, "cache"))
    begin, used = time.time(), processor(resource.RUSAGE_CHILDREN)
    subprocess.run([os.path.join(HOME, "bin/parfocal"), "embed", study, os.path.join(folder, "out")], env=environment, check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    spent = np.array([time.time() - begin, processor(resource.RUSAGE_CHILDREN) - used])
    vectors = {}
    for name in os.listdir(os.path.join(folder, "out")):
        if name.endswith(".h5"):
            with h5py.File(os.path.join(folder, "out", name)) as file:
                vectors[name[:-3]] = file["features"][:].reshape(-1)
    return spent, vectors, pixels


def by_torch(network, pixels):
    images = torch.from_numpy(pixels.astype("f4") / 127.5 - 1).permute(0, 3, 1, 2).contiguous()
    begin, used = time.time(), processor(resource.RUSAGE_SELF)
    with torch.no_grad():
        rows = torch.cat([network(part) for part in images.split(BATCH)])
    return np.array([time.time() - begin, processor(resource.RUSAGE_SELF) - used]), rows.numpy()


def timed(folder, turns):
    torch.set_num_threads(int(THREADS))
    torch.manual_seed(1)
    network = fixtures.VisionTransformer(224, 16, 384, 12, 6).eval()
    encoder = os.path.join(folder, "vit_small_patch16.onnx")
    fixtures.export(network, encoder, torch.zeros(1, 3, 224, 224))
    _, vectors, pixels = embedded(os.path.join(folder, "equal"), encoder, FEW, 0)
    expected = by_torch(network, pixels)[1]
    difference = max(float(np.abs(vectors[f"s{row}"] - expected[row]).max()) for row in range(FEW))
    print(f"largest difference {difference:.2g}")
    if not difference <= LARGEST_DIFFERENCE:
        sys.exit("the two compute something else")
    ours, theirs = [], []
    for turn in range(turns):
        few, many = (embedded(os.path.join(folder, "timed"), encoder, count, 2 * turn + 1 + which)[0] for which, count in enumerate((FEW, MANY)))
        ours.append((many - few) / (MANY - FEW))
        few, many = (by_torch(network, np.zeros((count, 224, 224, 3), "u1") + 90)[0] for count in (FEW, MANY))
        theirs.append((many - few) / (MANY - FEW))
    own, other = np.median(ours, axis=0), np.median(theirs, axis=0)
    print(f"ViT-S/16, 224 px, {THREADS} threads, {turns} turns, PyTorch {torch.__version__} in batches of {BATCH}")
    print(f"parfocal {1 / own[0]:.2f}, PyTorch {1 / other[0]:.2f} images/s, ratio {other[0] / own[0]:.2f}")
    print(f"parfocal {own[1]:.3f}, PyTorch {other[1]:.3f} processor seconds an image, ratio {other[1] / own[1]:.2f}")


def memory(folder):
    fixtures.large(folder)
    for name in ("vit-single.onnx", "vit-beside.onnx"):
        encoder = os.path.join(folder, name)
        size = sum(os.path.getsize(path) for path in (encoder, encoder + ".data") if os.path.exists(path))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        embedded(os.path.join(folder, "memory"), encoder, 8, 1)
        largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        bound = "at most " if largest == before else ""
        print(f"{name}: {size / 1e9:.2f} GB, {bound}{largest * 1024 / size:.2f} x in memory")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("time", "memory"):
        sys.exit(__doc__)
    place = os.path.abspath(sys.argv[2])
    os.makedirs(place, exist_ok=True)
    timed(place, int(sys.argv[3]) if len(sys.argv) > 3 else 3) if sys.argv[1] == "time" else memory(place)
