package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.Batch;
import org.parfocal.learning.Loss;
import org.parfocal.learning.ObjectiveFactory;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.learning.safetensors.Safetensors;
import org.parfocal.nn.FloatTensors;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;

class WeightAverageTest {
  private static final double DECAY = 0.7;

  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final TestBackbones backbones = new TestBackbones(false);
  private final List<Sample> samples = TestImages.cohort("train", 37);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Map<String, float[]>> steps = new ArrayList<>();
  private int fitted;

  /** The weights before each step of the plain training, and at its end, averaged one by one. */
  @Test
  void keepsTheAverageOfAllSteps() throws IOException {
    training.select = Selection.LAST;
    Map<String, float[]> last = head(recording());
    steps.add(last);
    Map<String, double[]> expected = new LinkedHashMap<>();
    for (int step = 0; step < steps.size(); step++) {
      double kept = step == 0 ? 0 : Math.min(DECAY, (1.0 + step) / (10 + step));
      for (Map.Entry<String, float[]> tensor : steps.get(step).entrySet()) {
        double[] average =
            expected.computeIfAbsent(tensor.getKey(), name -> new double[tensor.getValue().length]);
        for (int k = 0; k < average.length; k++) {
          average[k] = kept * average[k] + (1 - kept) * tensor.getValue()[k];
        }
      }
    }
    training.weightAverage = DECAY;
    Map<String, float[]> averaged = head(TestObjective::new);

    assertThat(averaged.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
    averaged.forEach(
        (name, actual) -> {
          assertThat(actual).isNotEqualTo(last.get(name));
          double[] values = expected.getOrDefault(name, new double[0]);
          assertThat(actual).hasSameSizeAs(values);
          for (int k = 0; k < values.length; k++) {
            assertThat((double) actual[k]).isCloseTo(values[k], within(1e-5));
          }
        });
  }

  /** The gradients are those of the weights themselves: the losses stay, to the last bit. */
  @Test
  void leavesTheTrainingAsItIs() {
    RecordingJob plain = job();
    fit(plain, TestObjective::new).close();
    training.weightAverage = DECAY;
    RecordingJob averaged = job();
    fit(averaged, TestObjective::new).close();

    assertThat(averaged.history("loss")).isEqualTo(plain.history("loss"));
    assertThat(averaged.history("validation-loss")).isNotEqualTo(plain.history("validation-loss"));
  }

  private RecordingJob job() {
    return new RecordingJob(folder.resolve("job-" + fitted++), 13);
  }

  private Map<String, float[]> head(ObjectiveFactory objectives) throws IOException {
    RecordingJob job = job();
    Path saved = Files.createDirectories(folder.resolve("saved-" + fitted));
    try (TrainedModel model = fit(job, objectives)) {
      model.save(saved);
    }
    Map<String, float[]> head = new LinkedHashMap<>();
    Safetensors.read(saved.resolve("head.safetensors"))
        .forEach((name, tensor) -> head.put(name, FloatTensors.read(tensor)));
    return head;
  }

  private TrainedModel fit(RecordingJob job, ObjectiveFactory objectives) {
    return training
        .service()
        .fit(
            backbones, objectives, ShuffledGroups.singles(samples), Validation.of(validation), job);
  }

  /** Remembers the weights before each step. */
  private ObjectiveFactory recording() {
    return (size, classes, seed) ->
        new TestObjective(size, classes, seed) {
          @Override
          public Loss evaluate(Batch batch, INDArray embeddings, double progress) {
            Map<String, float[]> now = new LinkedHashMap<>();
            state().forEach((name, tensor) -> now.put(name, FloatTensors.read(tensor).clone()));
            steps.add(now);
            return super.evaluate(batch, embeddings, progress);
          }
        };
  }
}
