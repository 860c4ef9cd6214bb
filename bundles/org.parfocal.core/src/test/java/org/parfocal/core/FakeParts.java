package org.parfocal.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.Embedder;
import org.parfocal.api.Images;
import org.parfocal.api.JobContext;
import org.parfocal.api.Metric;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Prediction;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sample;
import org.parfocal.api.Score;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.testkit.NoiseImages;

/** The parts of a study without an engine: predictions depend on the sample and the seed alone. */
class FakeParts implements StudyParts {
  final Dataset dataset;
  final Protocol protocol;
  final List<String> fitted = new ArrayList<>();
  final Set<String> unreadable = new HashSet<>();
  Consumer<JobContext> whileFitting = job -> {};
  float embedded = 0.5f;
  Consumer<Variant> whileChecking = variant -> {};
  List<String> remarks = List.of();
  final List<Metric> metrics =
      new ArrayList<>(List.of(FakeMetric.ofOutcome(FakeParts::score, FakeMetric.AUC)));
  String engine = "one thread";
  String metricCode = "1";
  Map<String, String> bundles = Map.of("org.example.model", "1.0.0 sha256:aa");
  List<AugmentationStrategy> augmentations = List.of();
  private final Map<String, String> contents = new HashMap<>();
  int read;

  FakeParts(Dataset dataset, Protocol protocol) {
    this.dataset = dataset;
    this.protocol = protocol;
  }

  @Override
  public DatasetReader reader(Variant variant) {
    return () -> dataset;
  }

  @Override
  public Protocol protocol(Variant variant) {
    return protocol;
  }

  @Override
  public List<Metric> metrics() {
    return metrics;
  }

  @Override
  public Images images(Variant variant) {
    return images;
  }

  @Override
  public List<AugmentationStrategy> augmentations(Variant variant) {
    return augmentations;
  }

  @Override
  public Embedder embedder(Variant variant) {
    throw new UnsupportedOperationException("nothing is embedded here");
  }

  @Override
  public ModelStrategy model(Variant variant) {
    return new FakeStrategy(variant);
  }

  @Override
  public Map<String, String> bundles(Variant variant) {
    return bundles;
  }

  @Override
  public List<Path> together(Path file) {
    Path beside = file.resolveSibling(file.getFileName() + ".data");
    return Files.isRegularFile(beside) ? List.of(file, beside) : List.of(file);
  }

  @Override
  public String engine() {
    return engine;
  }

  @Override
  public Map<String, String> metricBundles() {
    return Map.of("org.example.metric", "1.0.0 sha256:" + metricCode + metrics.hashCode());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of("java", "17", "org.parfocal.core", "0.1.0", "commit", "0123abc");
  }

  private final Images images =
      new NoiseImages() {
        @Override
        public synchronized boolean kept(Sample sample) {
          return contents.containsKey(sample.image().key());
        }

        /** Kept, as the index of a pixel cache keeps it. */
        @Override
        public synchronized String content(Sample sample) {
          String known = contents.get(sample.image().key());
          String content = known == null ? super.content(sample) : known;
          contents.put(sample.image().key(), content);
          return content;
        }

        @Override
        public synchronized void read(Sample sample, byte[] target, int offset) {
          read++;
          if (unreadable.contains(sample.id())) {
            throw new DatasetException(sample.image().description() + " is truncated.");
          }
          super.read(sample, target, offset);
        }
      };

  /** Benign images score low and malignant ones high, with noise of the sample and the seed. */
  static double probability(Sample sample, long seed) {
    double noise = new Random(sample.id().hashCode() * 31L + seed).nextDouble();
    return 0.3 * sample.label() + 0.7 * noise;
  }

  private final class FakeStrategy implements ModelStrategy {
    private final Variant variant;

    FakeStrategy(Variant variant) {
      this.variant = variant;
    }

    @Override
    public void check() {
      whileChecking.accept(variant);
    }

    @Override
    public List<String> remarks() {
      return remarks;
    }

    @Override
    public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
      fitted.add(job.directory().toString());
      whileFitting.accept(job);
      for (int epoch = 1; epoch <= 2; epoch++) {
        job.checkCancelled();
        job.progress(epoch / 2.0, "epoch " + epoch);
        job.history(Map.of("loss", epoch == 1 ? Double.NaN : 0.5));
      }
      return new FakeModel(job.seed(), embedded);
    }

    @Override
    public TrainedModel load(Path directory, int classes) {
      try {
        return new FakeModel(
            Long.parseLong(Files.readString(directory.resolve("seed.txt"))), embedded);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private record FakeModel(long seed, float embedded) implements TrainedModel {
    @Override
    public List<Output> predict(List<Sample> samples) {
      return samples.stream()
          .map(
              sample -> {
                double malignant = probability(sample, seed);
                return new Output(
                    new double[] {1 - malignant, malignant},
                    new float[] {sample.label(), embedded});
              })
          .toList();
    }

    @Override
    public void save(Path directory) {
      try {
        Files.writeString(directory.resolve("seed.txt"), Long.toString(seed));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {}
  }

  /** AUC of the test and the seen part, over all and per magnification, by comparing all pairs. */
  static List<Score> score(Outcome outcome) {
    List<Score> scores = new ArrayList<>();
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      List<Prediction> all = outcome.part(part);
      if (all.isEmpty()) {
        continue;
      }
      scores.add(auc(part, Score.ALL, all));
      all.stream()
          .map(Prediction::domain)
          .distinct()
          .filter(domain -> domain != null)
          .sorted()
          .forEach(
              domain ->
                  scores.add(
                      auc(
                          part,
                          domain,
                          all.stream().filter(p -> domain.equals(p.domain())).toList())));
    }
    return scores;
  }

  static Score auc(Part part, String scope, List<Prediction> predictions) {
    double wins = 0;
    int pairs = 0;
    for (Prediction malignant : predictions) {
      for (Prediction benign : predictions) {
        if (malignant.label() == 1 && benign.label() == 0) {
          wins +=
              (Math.signum(malignant.probabilities().get(1) - benign.probabilities().get(1)) + 1)
                  / 2;
          pairs++;
        }
      }
    }
    return pairs == 0
        ? Score.undefined("auc", part, scope, "one class")
        : new Score("auc", part, scope, wins / pairs, 0.1, 0.9, "");
  }
}
