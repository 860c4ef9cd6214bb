#!/usr/bin/env python3
"""A small convolutional network of PyTorch, as a model of Parfocal: see docs/python.md."""
import csv, json, os, sys
import numpy as np
import torch
from torch import nn

task, folder = sys.argv[1:3]
epochs = int(sys.argv[3]) if len(sys.argv) > 3 else 20
os.chdir(folder)
request = json.load(open('request.json'))
torch.set_num_threads(int(os.environ['OMP_NUM_THREADS']))
network = nn.Sequential(nn.Conv2d(3, 16, 3, 2, 1), nn.BatchNorm2d(16), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.BatchNorm2d(32),
                        nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, request['classes']))


def pixels(file):
    return torch.from_numpy(np.load(file)).permute(0, 3, 1, 2).float() / 255 - 0.5


def labels(file):
    return torch.tensor([int(row['label']) for row in csv.DictReader(open(file))])


if task == 'fit':
    torch.manual_seed(request['seed'])
    network.apply(lambda layer: layer.reset_parameters() if hasattr(layer, 'reset_parameters') else None)
    x, y, held, truth = pixels('training.npy'), labels('training.csv'), pixels('validation.npy'), labels('validation.csv')
    optimizer, loss, best = torch.optim.Adam(network.parameters(), 3e-3), nn.CrossEntropyLoss(), float('inf')
    for epoch in range(epochs):
        network.train()
        for batch in torch.randperm(len(y)).split(16):
            optimizer.zero_grad()
            loss(network(x[batch]), y[batch]).backward()
            optimizer.step()
        network.eval()
        now = loss(network(held), truth).item() if len(truth) else -epoch
        if now < best:
            best, _ = now, torch.save(network.state_dict(), 'model/network.pt')
        print(f'epoch {epoch + 1}: validation loss {now:.4f}')
else:
    network.load_state_dict(torch.load('model/network.pt'))
    with torch.no_grad():
        probabilities = network.eval()(pixels('images.npy')).double().softmax(1)
    np.savetxt('probabilities.csv', probabilities.numpy(), delimiter=',')
