"""A small study, its unbroken results, and how broken ones compare with them."""
import json, os, pathlib, shutil, subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = os.environ.get('PARFOCAL', str(ROOT / 'parfocal'))
TRAINED = '  trained: {augmentation: none, model: {strategy: baseline}}\n'
FROZEN = ('  frozen: {transforms: [], backbone: {frozen: true, weights: weights.safetensors}, augmentation: none,'
          ' model: {strategy: baseline}}\n')
DCGAN = ('  dcgan: {augmentation: {dcgan: {image-size: 16, width: 4, epochs: 3, batch: 16, minimum-images: 4}},'
         ' model: {strategy: baseline}}\n')
#: What a page says of jobs and workers that were killed.
KILLED = 'was begun', 'is begun again'
STUDY = '''study: small
dataset: {{reader: synthetic, patients: 12, image-size: 32}}
protocol: {{split: leave-one-magnification-out, magnifications: {folds}, validation-patients: 0.2, seed: 13}}
images: {{size: 32}}
transforms: [orientation]
backbone: {{architecture: small-cnn}}
training: {{epochs: 2, batch: 16}}
seeds: [13]
metrics: [classification]
variants:
'''


class Place:
    """A folder of its own with a study, a cache and temporary files, and the results of an unbroken run."""

    def __init__(self, folder, folds, variants):
        self.folder = pathlib.Path(folder)
        self.results, self.cache, self.temporary = (self.folder / name for name in ('out/small', 'cache', 'temporary'))
        text = STUDY.format(folds=folds)
        if FROZEN in variants:  # its weights are those of a trained one
            (self.folder / 'study.yaml').write_text(text + TRAINED)
            self.clear()
            self.run(check=True)
            shutil.copy(next(self.results.glob('trained/*/seed-13/model/backbone.safetensors')), self.folder / 'weights.safetensors')
        (self.folder / 'study.yaml').write_text(text + ''.join(variants))
        self.clear()
        self.run(check=True)
        self.expected = self.content()

    def clear(self):
        for folder in (self.results.parent, self.cache, self.temporary):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()

    def start(self, *arguments, before=(), options='', answers=False):
        environment = {'OMP_NUM_THREADS': '1', **os.environ, 'PARFOCAL_CACHE': str(self.cache), 'LC_ALL': 'C.UTF-8',
                       # C1 alone: these runs are short, and their numbers the same.
                       'PARFOCAL_OPTS': f'-XX:TieredStopAtLevel=1 -Djava.io.tmpdir={self.temporary} {options}'}
        return subprocess.Popen([*before, PROGRAM, *arguments], cwd=self.folder, env=environment, stdout=subprocess.PIPE,
                                stdin=subprocess.PIPE if answers else subprocess.DEVNULL, stderr=subprocess.STDOUT,
                                text=True, errors='replace', start_new_session=True)

    def run(self, *arguments, check=False, before=()):
        """Exit code and all that was said."""
        process = self.start(*(arguments or ('run', 'study.yaml', 'output=out', '--quiet')), before=before)
        said = process.communicate(timeout=600)[0]
        if check and process.returncode:
            raise SystemExit(f'exit {process.returncode}: {said}')
        return process.returncode, said

    def content(self):
        """All that an unbroken run decides, by name: times and attempts are no result."""
        content = {}
        for file in sorted(path for path in self.results.rglob('*') if path.is_file()):
            name, data = str(file.relative_to(self.results)), file.read_bytes()
            if name.startswith('.workers/'):  # what workers print
                continue
            if name == 'report.html':  # made of the other files, and of the times of jobs
                data = 'a page' if len(data) > 100_000 else data
            if name.endswith('history.jsonl'):
                data = [{key: value for key, value in json.loads(line).items() if key not in ('seconds', 'images-per-second') and 'share' not in key}
                        for line in data.decode().splitlines()]
            if name == 'results.md':  # which tells of jobs that were killed often
                data = [line for line in data.decode().splitlines() if not any(words in line for words in KILLED)]
            if name == 'results.json':
                data = json.loads(data)
                for job in data['jobs']:
                    del job['attempts']
                data['warnings'] = [said for said in data['warnings'] if not any(words in said for words in KILLED)]
                data = json.dumps(data)
            if name.endswith('job.json'):
                record = json.loads(data)
                data = [record[key] for key in ('identity', 'settings', 'bundles', 'state', 'classes')]
                data += [{name: file for name, file in record['files'].items() if name != 'history.jsonl'}]
            content[name] = data
        return content

    def done(self):
        """When the predictions of each finished job were written."""
        times = {}
        for file in self.results.rglob('job.json'):
            try:
                if json.loads(file.read_text())['state'] == 'done':
                    times[str(file)] = (file.parent / 'predictions.csv').stat().st_mtime_ns
            except (ValueError, OSError):
                pass  # torn: shows as lost if it was done before
        return times

    def age(self):
        """Makes what killed processes left as old as Parfocal wants it before it removes it."""
        for path in (*self.temporary.glob('*/lock'), *self.temporary.iterdir(), *self.cache.rglob('*.tmp')):
            os.utime(path, (0, 0))

    def differences(self):
        """What is not as after an unbroken run, in the results and beside them."""
        content = self.content()
        wrong = [f'{name} differs ({where(self.expected.get(name), content.get(name))})'
                 for name in sorted({*content, *self.expected}) if content.get(name) != self.expected.get(name)]
        left = [path for folder in (self.results, self.cache) for path in folder.rglob('*') if path.name.endswith(('.tmp', '.partial', 'checkpoint', '.attempts', '.claims'))]
        left += list(self.temporary.iterdir())
        return wrong + [f'{path} was left behind' for path in left]


def where(expected, found):
    """The first difference between two files."""
    if expected is None or found is None:
        return 'missing' if found is None else 'new'
    at = next((at for at, (one, other) in enumerate(zip(expected, found)) if one != other), min(len(expected), len(found)))
    return f'{expected[max(0, at - 60):at + 60]!r} became {found[max(0, at - 60):at + 60]!r}'


class Shell:
    """One process, command after command."""

    def __init__(self, place, options=''):
        self.process, self.asked = place.start('shell', options=options, answers=True), 0

    def ask(self, command):
        """All that a command says."""
        self.asked += 1
        mark = f'no-such-{self.asked}'
        self.process.stdin.write(f'{command}\nplugins {mark}\n')
        self.process.stdin.flush()
        said = []
        for line in self.process.stdout:
            if f'There is no plugin named {mark};' in line:
                return ''.join(said)
            said.append(line)
        raise SystemExit(f'{command} ended the process: {"".join(said)[-2000:]}')

    def memory(self):
        """The most that the process ever held, in MiB; ends it."""
        self.process.stdin.write('exit\n')
        self.process.stdin.close()
        for _ in self.process.stdout:
            pass
        return os.wait4(self.process.pid, 0)[2].ru_maxrss >> 10
