package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Choice;
import org.parfocal.api.Sample;
import org.parfocal.testkit.TestSamples;

class GroupingTest {
  private static final List<String> CLASSES = List.of("benign", "malignant");

  private final List<Sample> samples =
      List.of(
          TestSamples.sample("a", "p", 1, "200X"),
          TestSamples.sample("b", "q", 0, "100X"),
          TestSamples.sample("c", "p", 1, "40X"),
          TestSamples.sample("d", "q", 0, "100X"),
          TestSamples.sample("e", "p", 1, null));

  @Test
  void classesComeInLabelOrder() {
    List<SampleGroup> groups = Grouping.CLASS.of(samples, CLASSES);

    assertThat(groups).extracting(SampleGroup::name).containsExactly("benign", "malignant");
    assertThat(groups.get(1).samples()).extracting(Sample::id).containsExactly("a", "c", "e");
  }

  @Test
  void aGroupHasAMagnificationOnlyIfAllItsSamplesDo() {
    List<SampleGroup> groups = Grouping.CLASS.of(samples, CLASSES);

    assertThat(groups).extracting(SampleGroup::magnification).containsExactly("100X", null);
  }

  @Test
  void magnificationsComeInTheirOrderAndTheUnknownOneLast() {
    List<SampleGroup> groups = Grouping.CLASS_AND_MAGNIFICATION.of(samples, CLASSES);

    assertThat(groups)
        .extracting(SampleGroup::name)
        .containsExactly("benign 100X", "malignant 40X", "malignant 200X", "malignant");
    assertThat(groups)
        .extracting(SampleGroup::magnification)
        .containsExactly("100X", "40X", "200X", null);
  }

  @Test
  void knowsItsOptionsByName() {
    assertThat(Grouping.values())
        .extracting(Choice::name)
        .containsExactly("class", "class-and-magnification");
  }
}
