package org.parfocal.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainedModel.Output;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;

final class BrokenModels {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenModels() {}

  static class Sound extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness();
    }
  }

  @Breaks("predictsEverySampleInOrder")
  static class Forgetting extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        List<Output> predict(double threshold, List<Sample> samples) {
          return super.predict(threshold, samples.subList(0, samples.size() / 2));
        }
      };
    }
  }

  @Breaks("theOrderOfTheSamplesIsOfNoConsequence")
  static class Counting extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        List<Output> predict(double threshold, List<Sample> samples) {
          List<Output> outputs = new ArrayList<>();
          for (int row = 0; row < samples.size(); row++) {
            outputs.add(output((double) row / samples.size()));
          }
          return outputs;
        }
      };
    }
  }

  @Breaks("looksAtNoLabel")
  static class Peeping extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        List<Output> predict(double threshold, List<Sample> samples) {
          return samples.stream().map(sample -> output(sample.label())).toList();
        }
      };
    }
  }

  @Breaks("theSameSeedFitsTheSameModel")
  static class Restless extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        double threshold(TrainingSet training) {
          return super.threshold(training) + COUNT.incrementAndGet();
        }
      };
    }
  }

  @Breaks("predictsTheSameAfterItWasSavedAndLoaded")
  static class Losing extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        public TrainedModel load(Path directory, int classes) {
          super.load(directory, classes).close();
          return new Model(77, this);
        }
      };
    }
  }

  @Breaks("anEmptyFolderIsNoModel")
  static class Credulous extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        public TrainedModel load(Path directory, int classes) {
          return Files.exists(directory.resolve("threshold"))
              ? super.load(directory, classes)
              : new Model(77, this);
        }
      };
    }
  }

  @Breaks("canBeClosedTwice")
  static class Brittle extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        void close(AtomicInteger closed) {
          if (closed.incrementAndGet() > 1) {
            throw new IllegalStateException("closed already");
          }
        }
      };
    }
  }

  @Breaks("stopsWhenTheJobIsCancelled")
  static class Deaf extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
          try {
            job.checkCancelled();
          } catch (java.util.concurrent.CancellationException ignored) {
            // Goes on all the same.
          }
          return new Model(threshold(training), this);
        }
      };
    }
  }

  @Breaks("aJobThatWasStoppedComesToTheSameEnd")
  static class Misled extends ModelContract {
    @Override
    protected ModelStrategy model() {
      return new Brightness() {
        @Override
        public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
          boolean begun = Files.exists(job.checkpoint());
          try {
            Files.createDirectories(job.checkpoint());
          } catch (IOException e) {
            throw new OutputException("Cannot write to " + job.checkpoint(), e);
          }
          job.checkCancelled();
          return new Model(threshold(training) + (begun ? 1 : 0), this);
        }
      };
    }
  }

  /** Tells the class by how bright the first pixel is. */
  private static class Brightness implements ModelStrategy {
    double threshold(TrainingSet training) {
      return training.samples().stream().mapToDouble(Brightness::bright).average().orElseThrow();
    }

    List<Output> predict(double threshold, List<Sample> samples) {
      return samples.stream()
          .map(sample -> output(1 / (1 + Math.exp(threshold - bright(sample)))))
          .toList();
    }

    void close(AtomicInteger closed) {
      closed.incrementAndGet();
    }

    @Override
    public TrainedModel fit(TrainingSet training, Validation validation, JobContext job) {
      job.checkCancelled();
      return new Model(threshold(training), this);
    }

    @Override
    public TrainedModel load(Path directory, int classes) {
      try {
        return new Model(
            Double.parseDouble(Files.readString(directory.resolve("threshold"))), this);
      } catch (IOException e) {
        throw new OutputException("No model in " + directory, e);
      }
    }

    static Output output(double malignant) {
      return new Output(new double[] {1 - malignant, malignant}, new float[] {(float) malignant});
    }

    private static double bright(Sample sample) {
      return sample.image().read().rgb()[0] & 255;
    }
  }

  private static final class Model implements TrainedModel {
    private final double threshold;
    private final Brightness strategy;
    private final AtomicInteger closed = new AtomicInteger();

    Model(double threshold, Brightness strategy) {
      this.threshold = threshold;
      this.strategy = strategy;
    }

    @Override
    public List<Output> predict(List<Sample> samples) {
      return strategy.predict(threshold, samples);
    }

    @Override
    public void save(Path directory) {
      try {
        Files.writeString(directory.resolve("threshold"), Double.toString(threshold));
      } catch (IOException e) {
        throw new OutputException("Cannot write to " + directory, e);
      }
    }

    @Override
    public void close() {
      strategy.close(closed);
    }
  }
}
