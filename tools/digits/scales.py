"""Handwritten digits at four sizes, each turned by an angle of its own: what a study of scale shift needs."""
import csv
import random

SCALES = (8, 11, 16, 22)
PIXELS = 28
DIGITS = 1500


def write(folder):
    """Writes 6,000 PNG files and index.csv: each digit at each size, in the middle of 28 x 28 pixels."""
    from PIL import Image
    from sklearn.datasets import load_digits
    digits = load_digits()
    chance = random.Random(0)
    folder.mkdir(parents=True)
    with open(folder / 'index.csv', 'w', newline='') as file:
        rows = csv.writer(file)
        rows.writerow(['path', 'label', 'patient', 'scale'])
        for number, (image, label) in enumerate(zip(digits.images[:DIGITS], digits.target)):
            angle = chance.uniform(0, 360)
            turned = Image.fromarray((image * 255 / 16).astype('uint8')).resize((PIXELS, PIXELS), Image.BILINEAR)
            turned = turned.rotate(angle, Image.BILINEAR)
            for scale in SCALES:
                path = f'{scale}/{label}-{number:04d}.png'
                (folder / path).parent.mkdir(exist_ok=True)
                picture = Image.new('RGB', (PIXELS, PIXELS))
                edge = (PIXELS - scale) // 2
                picture.paste(turned.resize((scale, scale), Image.BILINEAR), (edge, edge))
                picture.save(folder / path)
                rows.writerow([path, label, f'digit-{number:04d}', scale])
