package org.parfocal.model.dsml.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;

class ScalesTest {
  private final List<Sample> three = Samples.pyramids(2, 3, 2);

  @Test
  void learnsTheMagnificationsInTheirOrder() {
    assertThat(names(Scales.learn(set(three, 3, List.of()))))
        .containsExactly("40X", "100X", "200X");
  }

  @Test
  void learnsASubsetFromWhatIsDrawn() {
    List<List<Sample>> groups = List.of(List.of(three.get(0), three.get(2)));

    assertThat(names(Scales.learn(set(three, 2, groups)))).containsExactly("40X", "200X");
  }

  @Test
  void learnsTheGeometricMeanOfMicronsPerPixel() {
    List<Sample> samples =
        List.of(micron("a", "10X", 0.5), micron("b", "10X", 2), Samples.of("c", null, "20X", 0));

    Scales scales = Scales.learn(set(samples, 2, List.of()));

    assertThat(scales.scales().get(0).micronsPerPixel().getAsDouble()).isCloseTo(1, within(1e-12));
    assertThat(scales.scales().get(1).micronsPerPixel()).isEmpty();
  }

  @Test
  void comesBackFromItsFacts() {
    Scales scales =
        new Scales(
            List.of(
                new Scales.Scale("5X, \"low\"", OptionalDouble.of(2.0 / 3)),
                new Scales.Scale("10X", OptionalDouble.empty())));

    assertThat(Scales.of(scales.facts())).isEqualTo(scales);
  }

  @Test
  void refusesDamagedFacts() {
    assertThatThrownBy(() -> Scales.of(Map.of("magnification-0", "10X")))
        .isInstanceOf(OutputException.class);
    for (String size : List.of("-1", "NaN", "wide")) {
      Map<String, String> facts =
          Map.of("magnification-0", "1X", "magnification-1", "2X", "microns-per-pixel-1", size);
      assertThatThrownBy(() -> Scales.of(facts))
          .isInstanceOf(OutputException.class)
          .hasMessageContaining(size);
    }
  }

  @Test
  void judgesAKnownMagnificationByItselfWhateverItsSize() {
    Scales scales = sized("10X", 1.0, "20X", 0.5);

    assertThat(scales.nearest(micron("p", "10X", 0.5))).isZero();
  }

  @Test
  void missesTheMagnificationOfAnImageOfWhichNeitherThatNorTheSizeIsKnown() {
    Scales scales = sized("10X", 1.0, "20X", 0.5);

    assertThat(scales.missing(micron("p", null, 0.7))).isEmpty();
    assertThat(scales.missing(Samples.of("p", null, "40X", 0))).isEmpty();
    assertThat(scales.missing(Samples.of("p", null, "10X", 0))).isEmpty();
    assertThat(scales.missing(Samples.of("p", null, null, 0)))
        .contains("its magnification, because each of 10X, 20X has a branch of its own");
  }

  @Test
  void judgesAnUnseenMagnificationByTheNearestOnALogarithmicScaleOfMicrons() {
    // The number of the name would say 40X.
    Scales scales = sized("10X", 1.0, "20X", 0.5, "40X", 0.25);

    assertThat(scales.nearest(micron("p", "60X", 0.9))).isZero();
    // On a linear scale 0.72 is nearer to 0.5; the geometric middle is 0.707.
    assertThat(scales.nearest(micron("p", "60X", 0.72))).isZero();
    assertThat(scales.nearest(micron("p", "60X", 0.70))).isEqualTo(1);
    assertThat(scales.nearest(micron("p", null, 0.01))).isEqualTo(2);
  }

  @Test
  void judgesByTheNumberOfTheNameWhereMicronsAreUnknown() {
    Scales scales = Samples.scales(4);

    assertThat(scales.nearest(micron("p", "50X", 0.1))).isZero();
    assertThat(scales.nearest(Samples.of("p", null, "250.5X", 0))).isEqualTo(2);
    // The sample knows its size, and one of the scales does not.
    Scales half =
        new Scales(
            List.of(
                new Scales.Scale("10X", OptionalDouble.of(1)),
                new Scales.Scale("20X", OptionalDouble.empty())));
    assertThat(half.nearest(micron("p", "19X", 1))).isEqualTo(1);
  }

  @Test
  void takesTheFirstOfTwoThatAreEquallyNear() {
    Scales scales = sized("50X", 0.5, "200X", 0.125);

    assertThat(scales.nearest(micron("p", "100X", 0.25))).isZero();
    assertThat(scales.nearest(Samples.of("p", null, "100X", 0))).isZero();
  }

  @Test
  void takesTheMiddleOneWhereNothingIsKnown() {
    assertThat(Samples.scales(3).nearest(Samples.of("p", null, null, 0))).isEqualTo(1);
    assertThat(Samples.scales(4).nearest(Samples.of("p", null, "low", 0))).isEqualTo(1);
    assertThat(sized("low", 1.0, "high", 0.5).nearest(Samples.of("p", null, "10X", 0))).isZero();
    assertThat(Samples.scales(3).nearest(Samples.of("p", null, "0X", 0))).isEqualTo(1);
  }

  @Test
  void refusesOtherDrawsThanPyramids() {
    refuses(() -> Scales.learn(set(three, 1, List.of())), "groups of 1");
    refuses(
        () -> Scales.learn(set(three, 2, List.of(List.of(three.get(0), three.get(0))))),
        "groups of 2 that hold 1 magnifications");
    Scales scales = Samples.scales(3);
    refuses(() -> scales.requirePyramids(three, 2), "groups of 2");
    refuses(
        () -> scales.requirePyramids(List.of(three.get(0), three.get(2), three.get(1)), 3),
        "patient0-place-200X-0 (200X) where 100X belongs");
    refuses(
        () -> scales.requirePyramids(List.of(three.get(0), three.get(4), three.get(2)), 3),
        "of different classes");
  }

  @Test
  void refusesFewerThanTwoMagnifications() {
    List<Sample> one = List.of(three.get(0), three.get(3));

    assertThatThrownBy(() -> Scales.learn(set(one, 2, List.of(one))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("at least two")
        .hasMessageContaining("only 40X");
    List<Sample> unknown = List.of(Samples.of("p", null, null, 0));
    assertThatThrownBy(() -> Scales.learn(set(unknown, 2, List.of())))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("none");
  }

  private static void refuses(Runnable check, String what) {
    assertThatThrownBy(check::run)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("augmentation: {multiscale: {group: pyramid}}")
        .hasMessageContaining(what);
  }

  private static List<String> names(Scales scales) {
    return scales.scales().stream().map(Scales.Scale::magnification).toList();
  }

  private static Sample micron(String patient, @Nullable String magnification, double size) {
    return Samples.of(patient, null, magnification, OptionalDouble.of(size), 0);
  }

  private static Scales sized(Object... namesAndSizes) {
    return new Scales(
        Stream.iterate(0, index -> index < namesAndSizes.length, index -> index + 2)
            .map(
                index ->
                    new Scales.Scale(
                        (String) namesAndSizes[index],
                        OptionalDouble.of((Double) namesAndSizes[index + 1])))
            .toList());
  }

  private static TrainingSet set(List<Sample> samples, int groupSize, List<List<Sample>> groups) {
    return new TrainingSet(samples, 2, groupSize, (epoch, random) -> groups);
  }
}
