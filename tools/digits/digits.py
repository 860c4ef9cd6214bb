"""The digits of tools/domainbed: six angles, each with a sixth of them, as RotatedMNIST is made."""
import csv
import json
import statistics

ANGLES = (0, 15, 30, 45, 60, 75)
PIXELS = 28
VALIDATION = 0.2


def write(folder, batch):
    """Writes PNG files and index.csv; returns the steps of one epoch."""
    from PIL import Image
    from sklearn.datasets import load_digits
    digits = load_digits()
    folder.mkdir(parents=True)
    with open(folder / 'index.csv', 'w', newline='') as file:
        rows = csv.writer(file)
        rows.writerow(['path', 'label', 'patient', 'angle'])
        for number, (image, label) in enumerate(zip(digits.images, digits.target)):
            angle = ANGLES[number % len(ANGLES)]
            path = f'{angle}/{label}-{number:04d}.png'
            (folder / path).parent.mkdir(exist_ok=True)
            picture = Image.fromarray((image * 255 / 16).astype('uint8')).resize((PIXELS, PIXELS), Image.BILINEAR)
            picture.rotate(angle, Image.BILINEAR).convert('RGB').save(folder / path)
            rows.writerow([path, label, f'digit-{number:04d}', angle])
    training = len(digits.images) * 5 / 6 * (1 - VALIDATION)
    return round(training / batch)


def accuracy_of_parfocal(folder):
    """Mean accuracy of all jobs on the angle held out."""
    results = json.loads(next(folder.glob('*/results.json')).read_text())
    return statistics.mean(
        score['value'] for score in results['scores']
        if score['seed'].isdigit() and not score['pooled']
        and (score['metric'], score['part'], score['scope']) == ('accuracy', 'test', 'all'))


def accuracy_of_domainbed(folder):
    """Mean accuracy of all jobs on the environment held out, both of its splits."""
    jobs = []
    for file in folder.glob('*/results.jsonl'):
        last = json.loads(file.read_text().splitlines()[-1])
        held_out = last['args']['test_envs'][0]
        jobs.append(0.8 * last[f'env{held_out}_in_acc'] + 0.2 * last[f'env{held_out}_out_acc'])
    return statistics.mean(jobs)
