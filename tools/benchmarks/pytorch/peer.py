#!/usr/bin/env python3
"""PyTorch with torchvision's networks, as an engine of the benchmarks.

    peer.py [cuda] [channels-last] [double | bfloat16] [strict] [graph]

Answers the lines that org.parfocal.benchmarks.Worker answers, with the same images, loss and optimiser (Engine, Example).
cuda: on the first GPU, else on the CPU. bfloat16: by autocast. strict: without TF32, which PyTorch uses for convolutions unless told
otherwise. graph: a step is one CUDA graph. On a GPU the times of a turn are equal parts of all of it, since a step is not waited for; memory is
what PyTorch's allocator had handed out at most.
"""
import os, resource, struct, sys, time
from collections import OrderedDict

import numpy as np
import torch
import torchvision
from torch import nn

OPTIONS = {'cuda', 'channels-last', 'double', 'bfloat16', 'strict', 'graph'}
LEARNING_RATE = 1e-4
IMAGES, LOSS_WEIGHTS = 1, 2
WARM_UP = 5


class Features(nn.Module):
    """The features of a network and their average."""

    def __init__(self, features):
        super().__init__()
        self.features = features

    def forward(self, images):
        return nn.functional.adaptive_avg_pool2d(self.features(images), 1).flatten(1)


class SmallCnn(nn.Module):
    """Parfocal's own."""

    def __init__(self):
        super().__init__()
        channels = 3
        for block in range(4):
            out = 16 << block
            parts = OrderedDict(conv=nn.Conv2d(channels, out, 3, 2, 1, bias=False), norm=nn.BatchNorm2d(out), relu=nn.ReLU())
            setattr(self, f'block{block + 1}', nn.Sequential(parts))
            channels = out

    def forward(self, images):
        for block in self.children():
            images = block(images)
        return images.mean((2, 3))


class SmseCnn(nn.Module):
    """Parfocal's, after Sun et al. (2022)."""

    def __init__(self, size):
        super().__init__()
        channels, layers = 3, []
        for out in (4, 4, 8, 16, 32, 64):
            layers += [nn.Conv2d(channels, out, 3, 1, 1), nn.PReLU(), nn.MaxPool2d(2)]
            channels = out
        self.convnet = nn.Sequential(*layers)
        self.fc = nn.Sequential(nn.Linear(64 * (size // 64) ** 2, 256), nn.PReLU(), nn.Linear(256, 256), nn.PReLU())

    def forward(self, images):
        return self.fc(self.convnet(images).flatten(1))


def network(name, size):
    """The backbone of that name in study files, without its classifier."""
    if name == 'small-cnn':
        return SmallCnn()
    if name == 'smse-cnn':
        return SmseCnn(size)
    whole = getattr(torchvision.models, name)()
    if name.startswith('resnet'):
        whole.fc = nn.Identity()
        return whole
    return Features(whole.features)


def uniform(seed, deviation, *shape):
    """As Example.uniform: SplitMix64 of a counter, of mean 0."""
    with np.errstate(over='ignore'):
        bits = (np.uint64(seed) + np.arange(1, np.prod(shape) + 1, dtype=np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        bits ^= bits >> np.uint64(31)
    part = (bits >> np.uint64(11)).astype(np.float64) * 2.0**-53
    return torch.from_numpy((deviation * 3**0.5 * (2 * part - 1)).astype(np.float32).reshape(shape))


class Engine:
    """What Engine.java says."""

    def __init__(self, options):
        self.cuda = 'cuda' in options
        self.device = torch.device('cuda', 0) if self.cuda else torch.device('cpu')
        self.type = torch.float64 if 'double' in options else torch.float32
        self.bfloat16 = 'bfloat16' in options
        self.format = torch.channels_last if 'channels-last' in options else torch.contiguous_format
        self.graph = 'graph' in options
        self.strict = 'strict' in options
        torch.backends.cudnn.benchmark = True
        torch.backends.cudnn.allow_tf32 = not self.strict
        torch.set_num_threads(int(os.environ.get('OMP_NUM_THREADS', torch.get_num_threads())))

    def describe(self):
        numbers = 'float64' if self.type == torch.float64 else 'bfloat16 by autocast' if self.bfloat16 else 'float32'
        if self.cuda and numbers == 'float32':
            numbers += '' if self.strict else ', TF32 in convolutions'
        place = f'{torch.cuda.get_device_name(0)}, CUDA {torch.version.cuda}, cuDNN {torch.backends.cudnn.version()}' if self.cuda else f'{torch.get_num_threads()} threads'
        return ', '.join([f'PyTorch {torch.__version__}', numbers, 'NHWC' if self.format == torch.channels_last else 'NCHW', *(['one CUDA graph'] if self.graph else []), place])

    def prepare(self, backbone, size, batch, mode):
        torch.manual_seed(1)
        self.captured = None
        self.training = mode == 'train'
        self.network = network(backbone, size).to(self.device, self.type).to(memory_format=self.format)
        images = uniform(IMAGES, 1, batch, size, size, 3).permute(0, 3, 1, 2)
        self.images = images.to(self.device, self.type).contiguous(memory_format=self.format)
        with torch.no_grad():
            length = self.network.eval()(self.images[:1]).shape[1]
        self.weights = uniform(LOSS_WEIGHTS, 1 / batch, batch, length).to(self.device, self.type)
        # Fused and capturable are of the GPU alone.
        fast = {'fused': True, 'capturable': self.graph} if self.cuda else {}
        self.optimizer = torch.optim.Adam(self.network.parameters(), LEARNING_RATE, **fast)
        if self.cuda:
            torch.cuda.reset_peak_memory_stats()

    def forward(self):
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self.bfloat16):
            return self.network(self.images)

    def backward(self):
        self.network.train()
        self.optimizer.zero_grad(set_to_none=True)
        loss = (self.forward().to(self.type) * self.weights).sum()
        loss.backward()
        return loss.detach()

    def train(self):
        loss = self.backward()
        self.optimizer.step()
        return loss

    def infer(self):
        self.network.eval()
        with torch.no_grad():
            return self.forward()

    def step(self):
        work = self.train if self.training else self.infer
        if not self.graph:
            return work
        if self.captured is None:
            stream = torch.cuda.Stream()
            stream.wait_stream(torch.cuda.current_stream())
            with torch.cuda.stream(stream):
                for _ in range(WARM_UP):
                    work()
            torch.cuda.current_stream().wait_stream(stream)
            self.captured = torch.cuda.CUDAGraph()
            with torch.cuda.graph(self.captured):
                work()
        return self.captured.replay

    def run(self, steps):
        step = self.step()
        if not self.cuda:
            times = []
            for _ in range(steps):
                start = time.perf_counter()
                step()
                times.append(1e3 * (time.perf_counter() - start))
            return times
        torch.cuda.synchronize()
        start = time.perf_counter()
        for _ in range(steps):
            step()
        torch.cuda.synchronize()
        return [1e3 * (time.perf_counter() - start) / steps] * steps

    def memory(self):
        return torch.cuda.max_memory_allocated() / 2**20 if self.cuda else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

    def tensors(self):
        return {name: tensor for name, tensor in self.network.state_dict().items() if not name.endswith('num_batches_tracked')}

    def assign(self, values):
        own = self.tensors()
        if own.keys() != values.keys():
            raise ValueError(f'tensors that one side lacks: {sorted(own.keys() ^ values.keys())}')
        with torch.no_grad():
            for name, tensor in own.items():
                if tuple(tensor.shape) != values[name].shape:
                    raise ValueError(f'{name} has the shape {tuple(tensor.shape)} and not {values[name].shape}')
                tensor.copy_(torch.from_numpy(values[name]))

    def gradients(self):
        self.backward()
        return {name: parameter.grad for name, parameter in self.network.named_parameters()}


def read(file):
    """Named arrays, as Values.write writes them."""
    with open(file, 'rb') as source:
        def next_of(form):
            return struct.unpack('>' + form, source.read(struct.calcsize('>' + form)))[0]

        values = {}
        for _ in range(next_of('i')):
            name = source.read(next_of('H')).decode()
            shape = tuple(next_of('q') for _ in range(next_of('i')))
            count = int(np.prod(shape))
            values[name] = np.frombuffer(source.read(4 * count), '>f4').astype(np.float32).reshape(shape)
        return values


def write(file, tensors):
    with open(file, 'wb') as target:
        target.write(struct.pack('>i', len(tensors)))
        for name, tensor in tensors.items():
            encoded = name.encode()
            target.write(struct.pack('>H', len(encoded)) + encoded + struct.pack('>i', tensor.dim()))
            target.write(struct.pack(f'>{tensor.dim()}q', *tensor.shape))
            target.write(tensor.detach().float().cpu().contiguous().numpy().astype('>f4').tobytes())


def answer(engine, words):
    request, *rest = words
    if request == 'describe':
        return engine.describe()
    if request == 'prepare':
        engine.prepare(rest[0], int(rest[1]), int(rest[2]), rest[3])
    elif request == 'run':
        return ' '.join(map(repr, engine.run(int(rest[0]))))
    elif request == 'losses':
        return ' '.join(repr(float(engine.train())) for _ in range(int(rest[0])))
    elif request == 'memory':
        return repr(engine.memory())
    elif request == 'assign':
        engine.assign(read(rest[0]))
    elif request == 'tensors':
        write(rest[0], engine.tensors())
    elif request == 'embeddings':
        write(rest[0], {'embeddings': engine.infer()})
    elif request == 'gradients':
        write(rest[0], engine.gradients())
    else:
        raise ValueError(f'Unknown request: {" ".join(words)}')
    return ''


def main():
    options = set(sys.argv[1:])
    if options - OPTIONS:
        sys.exit(f'unknown options: {sorted(options - OPTIONS)}')
    answers, sys.stdout = sys.stdout, sys.stderr
    engine = Engine(options)
    for line in sys.stdin:
        try:
            print('> ' + answer(engine, line.split()), file=answers, flush=True)
        except Exception as failure:
            print('! ' + f'{type(failure).__name__}: {failure}'.splitlines()[0], file=answers, flush=True)


main()
