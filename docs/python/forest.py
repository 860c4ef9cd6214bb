#!/usr/bin/env python3
"""A random forest of scikit-learn on colours, as a model of Parfocal: see docs/python.md."""
import csv, json, os, pickle, sys
import numpy as np
from sklearn.ensemble import RandomForestClassifier

task, folder = sys.argv[1:3]
os.chdir(folder)
request = json.load(open('request.json'))


def features(file):
    """Mean, deviation and quartiles of red, green and blue."""
    pixels = np.load(file, mmap_mode='r')
    return np.array([np.concatenate([image.mean(0), image.std(0), *np.percentile(image, [25, 50, 75], axis=0)])
                     for image in (np.reshape(one, (-1, 3)) for one in pixels)])


def labels(file):
    return np.array([int(row['label']) for row in csv.DictReader(open(file))])


if task == 'fit':
    x, y = features('training.npy'), labels('training.csv')
    held, truth = features('validation.npy'), labels('validation.csv')
    fitted = [RandomForestClassifier(200, max_depth=depth, random_state=request['seed'] % 2**32).fit(x, y)
              for depth in (2, 4, 8)]
    best = max(fitted, key=lambda forest: forest.score(held, truth) if len(truth) else 0)
    pickle.dump(best, open('model/forest.pickle', 'wb'))
    print('depth', best.max_depth)
else:
    forest = pickle.load(open('model/forest.pickle', 'rb'))
    probabilities = np.zeros((len(np.load('images.npy', mmap_mode='r')), request['classes']))
    probabilities[:, forest.classes_] = forest.predict_proba(features('images.npy'))
    np.savetxt('probabilities.csv', probabilities, delimiter=',')
