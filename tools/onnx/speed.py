#!/usr/bin/env python3
"""Compares `parfocal embed` on ONNX Runtime with libtorch, eager, on a ViT-S/16 of 224 pixels; or measures the memory of an encoder of 1.1 GB.

  tools/onnx/speed.py time FOLDER [TURNS]   both in turns, after their embeddings were found to be equal; prints images a second
  tools/onnx/speed.py memory FOLDER         the largest memory of the whole process over the encoder's size

Weights are random, from a fixed seed. What starting takes is left out: Parfocal, which also reads its images, is timed on 16 and on 80, and libtorch
is timed after its first batch, on images in memory. Threads are OMP_NUM_THREADS
(default 2). Needs torch, torchvision, onnx, h5py, Pillow, and a distribution, which HOME_OF names (default: launcher/target/parfocal).
"""
import os
import shutil
import subprocess
import sys
import time

import h5py
import numpy as np
import torch
from PIL import Image

import fixtures

BATCH, FEW, MANY, LARGEST_DIFFERENCE = 16, 16, 80, 1e-4
THREADS = os.environ.setdefault("OMP_NUM_THREADS", "2")
HOME = os.environ.get("HOME_OF", os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../launcher/target/parfocal"))


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
    """Seconds, largest memory in KiB, vectors of new images by their slides, and these images."""
    pixels = cohort(folder, count, seed)
    study = os.path.join(folder, "study.yaml")
    with open(study, "w") as file:
        file.write(
            "dataset: {reader: table, path: index.csv}\nprotocol: {split: patient-holdout}\nimages: {size: 224, normalise: half, cache: none}\n"
            f"transforms: []\nbackbone: {{architecture: onnx, model: {encoder}}}\ntraining: {{epochs: 1}}\naugmentation: none\n"
            "model: {strategy: baseline}\nmetrics: [classification]\n")
    environment = dict(os.environ, PARFOCAL_CACHE=os.path.join(folder, "cache"))
    begin = time.time()
    child = subprocess.Popen([os.path.join(HOME, "bin/parfocal"), "embed", study, os.path.join(folder, "out")], env=environment, cwd=folder,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    spent = time.time() - begin
    if status:
        sys.exit(f"parfocal embed {study} failed")
    vectors = {}
    for name in os.listdir(os.path.join(folder, "out")):
        if name.endswith(".h5"):
            with h5py.File(os.path.join(folder, "out", name)) as file:
                vectors[name[:-3]] = file["features"][:].reshape(-1)
    return spent, used.ru_maxrss, vectors, pixels


def class_path():
    """Of libtorch, as `tools/benchmark` builds it."""
    module = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../benchmarks/libtorch/target")
    if not os.path.exists(os.path.join(module, "classpath")):
        sys.exit("libtorch is not built: run tools/benchmark speed -h once")
    with open(os.path.join(module, "classpath")) as file:
        return os.path.join(module, "classes") + ":" + file.read().strip()


def by_libtorch(folder, libraries, pixels):
    """Seconds an image once the first batch was embedded, and the embeddings."""
    (pixels.astype("f4") / 127.5 - 1).transpose(0, 3, 1, 2).tofile(os.path.join(folder, "images"))
    printed = subprocess.run(
        ["java", "-cp", libraries, "org.parfocal.benchmarks.libtorch.VisionTransformer", os.path.join(folder, "weights"), os.path.join(folder, "images"),
         os.path.join(folder, "embeddings"), str(BATCH), THREADS], check=True, capture_output=True, text=True).stdout
    return float(printed) / len(pixels), np.fromfile(os.path.join(folder, "embeddings"), "f4").reshape(len(pixels), -1)


def timed(folder, turns):
    torch.manual_seed(1)
    libraries = class_path()
    network = fixtures.VisionTransformer(224, 16, 384, 12, 6).eval()
    encoder = os.path.join(folder, "vit_small_patch16.onnx")
    fixtures.export(network, encoder, torch.zeros(1, 3, 224, 224))
    np.concatenate([value.numpy().reshape(-1) for value in network.state_dict().values()]).tofile(os.path.join(folder, "weights"))
    _, _, vectors, pixels = embedded(os.path.join(folder, "equal"), encoder, FEW, 0)
    expected = by_libtorch(folder, libraries, pixels)[1]
    difference = max(float(np.abs(vectors[f"s{row}"] - expected[row]).max()) for row in range(FEW))
    print(f"largest difference {difference:.2g}")
    if not difference <= LARGEST_DIFFERENCE:
        sys.exit("the two compute something else")
    ours, theirs = [], []
    for turn in range(turns):
        (few, _, _, _), (many, _, _, pixels) = (
            embedded(os.path.join(folder, "timed"), encoder, count, 2 * turn + 1 + which) for which, count in enumerate((FEW, MANY)))
        ours.append((many - few) / (MANY - FEW))
        theirs.append(by_libtorch(folder, libraries, pixels)[0])
        print(f"parfocal {1 / ours[-1]:.2f}, libtorch {1 / theirs[-1]:.2f} images/s, ratio {theirs[-1] / ours[-1]:.2f}")
    print(f"ViT-S/16, 224 px, {THREADS} threads, batches of {BATCH}, medians of {turns} turns: ratio {np.median(theirs) / np.median(ours):.2f}")


def memory(folder):
    # In a process of its own: a child's largest memory begins with its parent's.
    subprocess.run([sys.executable, fixtures.__file__, "large", folder], check=True)
    for name in ("vit-single.onnx", "vit-beside.onnx"):
        encoder = os.path.join(folder, name)
        size = sum(os.path.getsize(path) for path in (encoder, encoder + ".data") if os.path.exists(path))
        largest = embedded(os.path.join(folder, "memory"), encoder, 8, 1)[1]
        print(f"{name}: {size / 1e9:.2f} GB, {largest * 1024 / size:.2f} x in memory")


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("time", "memory"):
        sys.exit(__doc__)
    place = os.path.abspath(sys.argv[2])
    os.makedirs(place, exist_ok=True)
    timed(place, int(sys.argv[3]) if len(sys.argv) > 3 else 3) if sys.argv[1] == "time" else memory(place)
