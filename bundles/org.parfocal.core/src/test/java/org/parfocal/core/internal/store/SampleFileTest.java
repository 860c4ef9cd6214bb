package org.parfocal.core.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.TestSamples;

class SampleFileTest {
  private static final List<Sample> SAMPLES =
      List.of(
          TestSamples.sample("a.png", "p1", 0, "40X", Map.of("centre", "=Lyon, Rhône")),
          TestSamples.sample("b.png", "p2", 1, null, Map.of("sample", "twice")));

  @Test
  void tellsEveryFieldThatSomeSamplesHave() {
    assertThat(SampleFile.text(SAMPLES))
        .isEqualTo(
            """
            sample,magnification,patient,slide,centre,sample
            a.png,40X,p1,p1,"'=Lyon, Rhône",
            b.png,,p2,p2,,twice
            """);
  }

  @Test
  void readsWhatItWrote() throws IOException {
    assertThat(SampleFile.parse(SampleFile.text(SAMPLES)))
        .isEqualTo(
            Map.of(
                SampleField.MAGNIFICATION,
                Map.of("a.png", "40X"),
                new SampleField("patient"),
                Map.of("a.png", "p1", "b.png", "p2"),
                new SampleField("slide"),
                Map.of("a.png", "p1", "b.png", "p2"),
                new SampleField("centre"),
                Map.of("a.png", "=Lyon, Rhône"),
                new SampleField("sample"),
                Map.of("b.png", "twice")));
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThatThrownBy(() -> SampleFile.parse("sample,slide\na.png\n"))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> SampleFile.parse("")).isInstanceOf(IOException.class);
  }
}
