package org.parfocal.inference.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.testkit.OptionValues;

/** A model whose probability of the first class is the brightness of the top left pixel. */
class InferenceTest {
  private final Brightness model = new Brightness();

  /** Columns 0, 40, 200, 240: the middle at 2 begins at 40, the whole at ½ at their mean of 20. */
  @Test
  void averagesOverScales() {
    List<TrainedModel.Output> outputs =
        pooled(Map.of("scales", new double[] {1, 2, 0.5}))
            .predict(List.of(sample("a", "p", null, 0, 40, 200, 240)));

    double mean = (0 + 40 + 20) / 255.0 / 3;
    assertThat(outputs.get(0).probabilities()[0]).isCloseTo(mean, within(1e-9));
    assertThat(outputs.get(0).probabilities()[1]).isCloseTo(1 - mean, within(1e-9));
    assertThat(outputs.get(0).embedding()).containsExactly(0);
  }

  @Test
  void takesTheLargestOfEachClass() {
    List<TrainedModel.Output> outputs =
        pooled(Map.of("scales", new double[] {2, 1}, "pool", Pool.MAX))
            .predict(List.of(sample("a", "p", null, 51, 204, 204, 51)));

    // 0.8 and 0.2 of the middle, 0.2 and 0.8 of the whole.
    assertThat(outputs.get(0).probabilities())
        .containsExactly(new double[] {0.5, 0.5}, within(1e-9));
  }

  @Test
  void averagesOverThePlacesOfAPatient() {
    List<Sample> samples =
        List.of(
            sample("a", "p", "left", 0, 0),
            sample("b", "q", "left", 255, 255),
            sample("c", "p", "left", 102, 0),
            sample("d", "p", null, 51, 0),
            sample("e", "p", null, 204, 0));

    List<TrainedModel.Output> outputs = pooled(Map.of("over", Over.PLACE)).predict(samples);

    assertThat(outputs.stream().map(output -> output.probabilities()[0]).toList())
        .usingComparatorForType((x, y) -> Math.abs(x - y) < 1e-9 ? 0 : 1, Double.class)
        .containsExactly(0.2, 1.0, 0.2, 0.2, 0.8);
    assertThat(outputs.get(2).embedding()).containsExactly(102);
  }

  @Test
  void doesNotDependOnTheOrderOfTheSamples() {
    List<Sample> samples = new ArrayList<>();
    for (int index = 0; index < 30; index++) {
      samples.add(sample("s" + index, "p", "place", 7 * index + 1, 0));
    }
    TrainedModel pooled = pooled(Map.of("over", Over.PLACE));
    double forwards = pooled.predict(samples).get(0).probabilities()[0];
    Collections.reverse(samples);

    assertThat(pooled.predict(samples).get(0).probabilities()[0]).isEqualTo(forwards);
  }

  @Test
  void isTheModelItselfIfNothingIsPooled() {
    assertThat(pooled(Map.of())).isSameAs(model);
  }

  @Test
  void asksEveryScaleOnce() {
    pooled(Map.of("scales", new double[] {0.5, 2}))
        .predict(List.of(sample("a", "p", null, 1, 2), sample("b", "p", null, 3, 4)));

    assertThat(model.asked).containsExactly("a zoom-0.5", "b zoom-0.5", "a zoom-2.0", "b zoom-2.0");
  }

  @Test
  void predictsNothingOfNothing() {
    assertThat(pooled(Map.of("over", Over.PLACE)).predict(List.of())).isEmpty();
  }

  @Test
  void closesTheModel() {
    pooled(Map.of("over", Over.PLACE)).close();

    assertThat(model.closed).isTrue();
  }

  @Test
  void warnsWherePlacesAreUnknown() {
    Inference places = inference(Map.of("over", Over.PLACE));
    List<Sample> alone = List.of(sample("a", "p", null, 1, 2), sample("b", "p", "left", 1, 2));

    assertThat(places.idle(alone))
        .hasValue(
            "inference.over is place, but no two of the 2 training images show one place: each image"
                + " is judged by itself.");
    assertThat(inference(Map.of()).idle(alone)).isEmpty();
    assertThat(places.idle(List.of(alone.get(1), sample("c", "p", "left", 3, 4)))).isEmpty();
  }

  @Test
  void refusesAScaleThatIsThereTwice() {
    assertThatThrownBy(() -> inference(Map.of("scales", new double[] {1, 2, 1})))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("a scale twice");
  }

  private TrainedModel pooled(Map<String, Object> options) {
    return inference(options).pooled(model);
  }

  private static Inference inference(Map<String, Object> options) {
    return new Inference(OptionValues.of(Inference.Options.class, options));
  }

  /** An image of these columns, as high as it is wide. */
  private static Sample sample(String id, String patient, @Nullable String place, int... columns) {
    return new Sample(
        id,
        new Columns(id, columns),
        0,
        patient,
        patient,
        "100X",
        OptionalDouble.empty(),
        place,
        Map.of());
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Columns(String key, int[] columns) implements ImageSource {
    @Override
    public String description() {
      return key;
    }

    @Override
    public RgbImage read() {
      byte[] rgb = new byte[3 * columns.length * columns.length];
      for (int index = 0; index < rgb.length; index++) {
        rgb[index] = (byte) columns[index / 3 % columns.length];
      }
      return new RgbImage(columns.length, columns.length, rgb);
    }
  }

  private static final class Brightness implements TrainedModel {
    private final List<String> asked = new ArrayList<>();
    private boolean closed;

    @Override
    public List<Output> predict(List<Sample> samples) {
      samples.forEach(sample -> asked.add(sample.id()));
      return samples.stream()
          .map(
              sample -> {
                int bright = sample.image().read().rgb()[0] & 255;
                return new Output(
                    new double[] {bright / 255.0, 1 - bright / 255.0}, new float[] {bright});
              })
          .toList();
    }

    @Override
    public void save(Path directory) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
