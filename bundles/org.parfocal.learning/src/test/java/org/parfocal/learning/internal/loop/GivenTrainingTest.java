package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.internal.frozen.GivenBackbone;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.learning.internal.input.TestImages;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.ShuffledGroups;
import org.parfocal.testkit.VectorSource;

/** Training on embeddings that the data set gives. */
class GivenTrainingTest {
  @TempDir Path folder;

  private final TestTraining training = new TestTraining();
  private final BackboneProvider given = new GivenBackbone();
  private final List<Sample> samples = TestImages.cohort("train", 40);
  private final List<Sample> validation = TestImages.cohort("validation", 20);
  private final List<Sample> test = TestImages.cohort("test", 30);
  private RecordingJob job = new RecordingJob(Path.of("."), 0);

  @BeforeEach
  void makeJob() {
    job = new RecordingJob(folder, 13);
  }

  /** The reference is the training on images with a frozen backbone. */
  @Test
  void givesWhatTheBackboneThatMadeTheEmbeddingsGives() {
    List<TrainedModel.Output> onImages;
    List<Sample> vectors;
    List<Sample> validationVectors;
    List<Sample> testVectors;
    try (TrainedModel model = fit(new TestBackbones(true), samples, validation)) {
      onImages = model.predict(test);
      vectors = embedded(model, samples);
      validationVectors = embedded(model, validation);
      testVectors = embedded(model, test);
    }
    try (TrainedModel model = fit(given, vectors, validationVectors)) {
      TrainingServiceTest.assertSameBits(onImages, model.predict(testVectors));
    }
    assertThat(job.warnings()).isEmpty();
  }

  @Test
  void aStoredModelPredictsTheSame() throws Exception {
    Path saved = Files.createDirectory(folder.resolve("model"));
    List<TrainedModel.Output> before;
    try (TrainedModel model = fit(given, vectors(samples, 4), vectors(validation, 4))) {
      before = model.predict(vectors(test, 4));
      model.save(saved);
    }
    try (TrainedModel model =
        training.service().load(given, facts -> TestObjective::new, saved, 2)) {
      TrainingServiceTest.assertSameBits(before, model.predict(vectors(test, 4)));
    }
  }

  @Test
  void takesNoImage() {
    assertThatThrownBy(() -> fit(given, samples, validation))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("image train0")
        .hasMessageContaining("is an image");
    assertThatThrownBy(() -> given.create(32, 1)).isInstanceOf(ConfigurationException.class);
  }

  @Test
  void takesNoEmbeddingOfAnotherLength() {
    List<Sample> mixed = new ArrayList<>(vectors(samples, 4));
    mixed.set(7, vectors(samples, 5).get(7));
    assertThatThrownBy(() -> fit(given, mixed, List.of()))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("train7 has 5 numbers where the model was trained on 4");
    try (TrainedModel model = fit(given, vectors(samples, 4), List.of())) {
      assertThatThrownBy(() -> model.predict(vectors(test, 3)))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("test0 has 3 numbers where the model was trained on 4");
    }
  }

  @Test
  void aBackboneThatNeedsPixelsTakesNoEmbedding() {
    training.images =
        new TestImages(6) {
          @Override
          public void read(Sample sample, byte[] target, int offset) {
            sample.image().read();
          }
        };
    for (boolean frozen : new boolean[] {true, false}) {
      assertThatThrownBy(
              () -> fit(new TestBackbones(frozen), vectors(samples, 4), vectors(validation, 4)))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("has no pixels");
    }
  }

  private TrainedModel fit(
      BackboneProvider backbones, List<Sample> training, List<Sample> validation) {
    return this.training
        .service()
        .fit(
            backbones,
            TestObjective::new,
            ShuffledGroups.singles(training),
            Validation.of(validation),
            job);
  }

  private static List<Sample> embedded(TrainedModel model, List<Sample> samples) {
    List<TrainedModel.Output> outputs = model.predict(samples);
    List<Sample> vectors = new ArrayList<>();
    for (int row = 0; row < samples.size(); row++) {
      vectors.add(with(samples.get(row), outputs.get(row).embedding()));
    }
    return vectors;
  }

  private static List<Sample> vectors(List<Sample> samples, int length) {
    return samples.stream()
        .map(
            sample -> {
              float[] vector = new float[length];
              for (int k = 0; k < length; k++) {
                vector[k] = (sample.id().hashCode() % (7 + k)) + sample.label();
              }
              return with(sample, vector);
            })
        .toList();
  }

  private static Sample with(Sample sample, float[] vector) {
    List<Float> numbers = new ArrayList<>();
    for (float number : vector) {
      numbers.add(number);
    }
    return sample.withImage(new VectorSource(sample.id(), numbers));
  }
}
