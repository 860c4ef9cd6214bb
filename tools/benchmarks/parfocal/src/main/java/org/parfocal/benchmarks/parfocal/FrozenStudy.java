package org.parfocal.benchmarks.parfocal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Balance;
import org.parfocal.api.BalancedDraw;
import org.parfocal.api.JobContext;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.benchmarks.HeadTraining;
import org.parfocal.benchmarks.TemporaryFolder;
import org.parfocal.learning.Backbone;
import org.parfocal.model.baseline.internal.BenchmarkedBaseline;

/** One job of a study with a frozen backbone, run by the services that run it in a study. */
final class FrozenStudy {
  private FrozenStudy() {}

  /** Runs the job with an empty cache of embeddings, and gives the loss of the last epoch. */
  static double run(Backbone backbone, int imageSize, int images, int epochs) {
    List<Sample> samples = NoiseImages.samples(images);
    TrainingSet training =
        new TrainingSet(
            samples, HeadTraining.CLASSES, 1, BalancedDraw.singles(samples, Balance.NONE));
    ModelStrategy model =
        BenchmarkedBaseline.on(
            new KeptBackbone(backbone),
            BenchmarkedTraining.of(new NoiseImages(imageSize, images), epochs));
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Job job = new Job(folder.path());
      model.fit(training, Validation.of(List.of()), job).close();
      return job.loss;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A job that remembers its last loss. */
  private static final class Job implements JobContext {
    private final Path folder;
    private double loss = Double.NaN;

    Job(Path folder) {
      this.folder = folder;
    }

    @Override
    public long seed() {
      return 1;
    }

    @Override
    public List<String> classes() {
      return List.of("even", "odd");
    }

    @Override
    public String fold() {
      return "frozen";
    }

    @Override
    public List<String> values(SampleField field) {
      return List.of();
    }

    @Override
    public Path directory() {
      return folder;
    }

    @Override
    public Path cache() {
      return folder;
    }

    @Override
    public void progress(double fraction, String what) {}

    @Override
    public void history(Map<String, ? extends Number> values) {
      Number told = values.get("loss");
      loss = told == null ? loss : told.doubleValue();
    }

    @Override
    public void warn(String sentence) {
      System.err.println(sentence);
    }

    @Override
    public void checkCancelled() {}
  }
}
