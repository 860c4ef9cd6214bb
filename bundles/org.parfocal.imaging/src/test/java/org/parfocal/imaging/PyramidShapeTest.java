package org.parfocal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.SampleField;

class PyramidShapeTest {
  @Test
  void namesLevelsByTheEdgeOfAPixelFinestFirst() {
    assertThat(PyramidShape.ofScales("s", 64, 16, 1, 2).names())
        .containsExactly("1px", "2px", "16px")
        .isSortedAccordingTo(SampleField.ORDER);
    assertThat(PyramidShape.ofMicrons("m", 64, 10, 0.25, 1, 0.5).names())
        .containsExactly("0.25um", "0.5um", "1um", "10um")
        .isSortedAccordingTo(SampleField.ORDER);
  }

  @Test
  void givesExactlyTheMicronsThatAreAskedFor() {
    for (double image : new double[] {0.25, 0.2277, 0.5015, 0.1}) {
      PyramidShape shape = PyramidShape.ofMicrons("m", 224, 0.502, 1, 2);
      assertThat(shape.levels(OptionalDouble.of(image)))
          .hasSize(3)
          .allSatisfy(
              level -> {
                double microns = level.micronsPerPixel().orElseThrow();
                assertThat(level.name()).isEqualTo(PyramidShapeTest.name(microns));
                // What a patch shows, in µm, is its pixels times their edge.
                assertThat(level.field() * image)
                    .isCloseTo(224 * microns, org.assertj.core.data.Offset.offset(1e-6));
              });
    }
  }

  private static String name(double microns) {
    return microns == 1 ? "1um" : microns == 2 ? "2um" : "0.502um";
  }

  @Test
  void keepsWholeFieldsWhole() {
    // 0.3 / 0.1 is 2.9999999999999996.
    assertThat(PyramidShape.ofMicrons("m", 224, 0.3).levels(OptionalDouble.of(0.1)).get(0).field())
        .isEqualTo(672);
  }

  @Test
  void knowsMicronsOfScalesOnlyWhereTheImageDoes() {
    PyramidShape shape = PyramidShape.ofScales("s", 100, 1, 4);
    assertThat(shape.needsMicrons()).isFalse();
    assertThat(shape.levels(OptionalDouble.empty()))
        .containsExactly(
            new PyramidLevel("1px", 1, OptionalDouble.empty(), 100),
            new PyramidLevel("4px", 4, OptionalDouble.empty(), 400));
    assertThat(shape.levels(OptionalDouble.of(0.25)))
        .extracting(PyramidLevel::micronsPerPixel)
        .containsExactly(OptionalDouble.of(0.25), OptionalDouble.of(1));
  }

  @Test
  void enlargesNothingButAFewPercent() {
    PyramidShape shape = PyramidShape.ofMicrons("dataset.mpp", 224, 0.25, 1);
    assertThat(shape.levels(OptionalDouble.of(0.2525)).get(0).scale()).isLessThan(1);
    assertThatThrownBy(() -> shape.levels(OptionalDouble.of(0.5)))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "the image has 0.5 µm per pixel, so dataset.mpp can be from 0.5 to 512; it is 0.25um,"
                + " 1um.");
    assertThatThrownBy(() -> shape.levels(OptionalDouble.of(1e-5)))
        .isInstanceOf(DatasetException.class);
  }

  @Test
  void refusesSizesOutOfRangeAndValuesTwice() {
    refuses("a names a value twice: 2, 1, 2.", 64, 2, 1, 2);
    refuses("The patches that a cuts have an edge of 7 pixels; give 8 to 4096.", 7, 1);
    refuses("The patches that a cuts have an edge of 5000 pixels; give 8 to 4096.", 5000, 1);
  }

  private static void refuses(String message, int size, double... scales) {
    assertThatThrownBy(() -> PyramidShape.ofScales("a", size, scales))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(message);
  }
}
