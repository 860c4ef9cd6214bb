package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.parfocal.api.SampleField.ORDER;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleFieldTest {
  private static final Sample FULL =
      sample("400X", OptionalDouble.of(0.25), "spot 3", Map.of("institute", "E2", "slide", "no"));
  private static final Sample BARE =
      sample(null, OptionalDouble.empty(), null, Map.of("institute", " ", "stain", "old"));

  @Test
  void readsWhatEverySampleHasAndAttributesByName() {
    assertThat(SampleField.MAGNIFICATION.value(FULL)).isEqualTo("400X");
    assertThat(new SampleField("patient").value(FULL)).isEqualTo("p");
    assertThat(new SampleField("slide").value(FULL)).isEqualTo("s");
    assertThat(new SampleField("place").value(FULL)).isEqualTo("spot 3");
    assertThat(new SampleField("microns-per-pixel").value(FULL)).isEqualTo("0.25");
    assertThat(new SampleField(" institute ").value(FULL)).isEqualTo("E2");
  }

  @Test
  void saysNothingOfWhatIsUnknownOrBlank() {
    for (String name : List.of("magnification", "place", "microns-per-pixel", "institute", "no")) {
      assertThat(new SampleField(name).value(BARE)).as(name).isNull();
      assertThat(new SampleField(name).isKnown(BARE)).as(name).isFalse();
    }
    assertThatThrownBy(() -> new SampleField(" ")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ordersValuesByTheirLeadingNumberAndThenByText() {
    assertThat(List.of("400X", "40X", "overview", "0.5", "100X", "A2").stream().sorted(ORDER))
        .containsExactly("0.5", "40X", "100X", "400X", "A2", "overview");
    assertThat(SampleField.MAGNIFICATION.values(List.of(FULL, BARE, at("40X"), at("400X"))))
        .containsExactly("40X", "400X");
  }

  @Test
  void namesTheFieldsThatTheSamplesHave() {
    assertThat(SampleField.known(List.of(BARE)))
        .extracting(SampleField::name)
        .containsExactly("patient", "slide", "stain");
    assertThat(new SampleField("centre").absent("protocol.field", "test image", List.of(FULL)))
        .isEqualTo(
            "No test image has the field centre, which protocol.field names; known: magnification,"
                + " patient, slide, place, microns-per-pixel, institute.");
  }

  private static Sample at(String magnification) {
    return sample(magnification, OptionalDouble.empty(), null, Map.of());
  }

  private static Sample sample(
      @Nullable String magnification,
      OptionalDouble microns,
      @Nullable String place,
      Map<String, String> attributes) {
    return new Sample("id", new NoImage(), 0, "p", "s", magnification, microns, place, attributes);
  }

  private record NoImage() implements ImageSource {
    @Override
    public String key() {
      return "key";
    }

    @Override
    public String description() {
      return "none";
    }

    @Override
    public RgbImage read() {
      return new RgbImage(1, 1, new byte[3]);
    }
  }
}
