package org.parfocal.model.texture.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.OutputException;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;
import org.parfocal.testkit.RecordingJob;
import org.parfocal.testkit.TestSamples;

/** Images of one brightness and colour on average, which differ in grain alone. */
class TextureModelTest {
  private static final int SIZE = 24;

  @TempDir Path folder;

  @Test
  void tellsGrainsOfPatientsThatItHasNotSeen() {
    List<Sample> test = grains("test", 40);
    RecordingJob job = new RecordingJob(folder, 1);
    try (TrainedModel model =
        model(0.001, 0.1).fit(training(), Validation.of(grains("validation", 20)), job)) {
      List<TrainedModel.Output> outputs = model.predict(test);
      for (int row = 0; row < test.size(); row++) {
        assertThat(outputs.get(row).probabilities()[test.get(row).label()]).isGreaterThan(0.5);
        assertThat(outputs.get(row).embedding()).hasSize(162);
      }
    }
    assertThat(job.history()).hasSize(2);
    assertThat(job.warnings()).isEmpty();
  }

  /** The penalty with the least loss on the validation samples, whichever is first. */
  @Test
  void choosesThePenaltyOnTheValidationSamples() {
    List<Sample> validation = grains("validation", 20);
    double[] losses = new double[2];
    double[] penalties = {1e-9, 0.1};
    for (int k = 0; k < 2; k++) {
      try (TrainedModel model =
          model(penalties[k])
              .fit(training(), Validation.of(validation), new RecordingJob(folder, 1))) {
        losses[k] = loss(model, validation);
      }
    }
    assertThat(losses[1]).isLessThan(losses[0]);
    for (double[] order : new double[][] {{1e-9, 0.1}, {0.1, 1e-9}}) {
      try (TrainedModel model =
          model(order).fit(training(), Validation.of(validation), new RecordingJob(folder, 1))) {
        assertThat(loss(model, validation)).isEqualTo(losses[1]);
      }
    }
  }

  @Test
  void saysThatNothingWasChosenWithoutValidation() {
    RecordingJob job = new RecordingJob(folder, 1);
    model(0.1, 1).fit(training(), Validation.of(List.of()), job).close();

    assertThat(job.warnings()).singleElement().asString().contains("nothing was chosen");
  }

  @Test
  void refusesASingleClass() {
    List<Sample> one = grains("train", 10).stream().filter(s -> s.label() == 0).toList();

    assertThatThrownBy(
            () ->
                model(0.1)
                    .fit(
                        TrainingSet.of(one, 2),
                        Validation.of(List.of()),
                        new RecordingJob(folder, 1)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("needs two classes");
  }

  @Test
  void refusesAFileThatIsNotItsOwn() throws IOException {
    try (TrainedModel model =
        model(0.1).fit(training(), Validation.of(List.of()), new RecordingJob(folder, 1))) {
      model.save(folder);
    }
    Path file = folder.resolve("texture.csv");
    String whole = Files.readString(file);
    assertThatThrownBy(() -> model(0.1).load(folder, 3))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("not one of 3 classes");
    assertThatThrownBy(
            () ->
                new TextureModel(
                        OptionValues.of(TextureModel.Options.class, Map.of()), new PlainImages(8))
                    .load(folder, 2))
        .isInstanceOf(OutputException.class)
        .hasMessageContaining("images of 24");
    for (String damage :
        List.of(
            "",
            "x",
            whole.replace(",", ";"),
            whole.substring(0, 500),
            whole.replace("0.", "NaN0."))) {
      Files.writeString(file, damage);
      assertThatThrownBy(() -> model(0.1).load(folder, 2)).isInstanceOf(OutputException.class);
    }
  }

  private static double loss(TrainedModel model, List<Sample> samples) {
    double loss = 0;
    List<TrainedModel.Output> outputs = model.predict(samples);
    for (int row = 0; row < samples.size(); row++) {
      loss -= Math.log(outputs.get(row).probabilities()[samples.get(row).label()]);
    }
    return loss;
  }

  private static TextureModel model(double... c) {
    return new TextureModel(
        OptionValues.of(TextureModel.Options.class, Map.of("c", c)), new PlainImages(SIZE));
  }

  private static TrainingSet training() {
    return TrainingSet.of(grains("train", 60), 2);
  }

  /** Every second image has grains of one pixel, the others of two by two. */
  private static List<Sample> grains(String name, int count) {
    List<Sample> samples = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      Random random = new Random((name + index).hashCode());
      int grain = 1 + index % 2;
      byte[] rgb = new byte[3 * SIZE * SIZE];
      byte[] drawn = new byte[3 * SIZE * SIZE];
      random.nextBytes(drawn);
      for (int y = 0; y < SIZE; y++) {
        for (int x = 0; x < SIZE; x++) {
          for (int channel = 0; channel < 3; channel++) {
            rgb[3 * (y * SIZE + x) + channel] = drawn[3 * (y / grain * SIZE + x / grain) + channel];
          }
        }
      }
      String id = name + index;
      Sample plain = TestSamples.sample(id, id, index % 2, "100X");
      samples.add(
          new Sample(
              id,
              new Pixels(id, new RgbImage(SIZE, SIZE, rgb)),
              plain.label(),
              plain.patient(),
              plain.slide(),
              plain.magnification(),
              plain.micronsPerPixel(),
              null,
              Map.of()));
    }
    return samples;
  }

  private record Pixels(String key, RgbImage read) implements ImageSource {
    @Override
    public String description() {
      return key;
    }
  }
}
