package org.parfocal.augmentation.multiscale.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Sample;

class MultiscaleAugmentationTest {
  @Test
  void drawsSingleImagesOfChosenMagnifications() {
    Drawing drawing =
        Drawing.of(
            new Cohort().patients(4, 2, "40X", "100X", "400X").fold("200X"),
            Map.of("group", Group.SINGLE, "magnifications", new String[] {"40X", "100X"}));

    assertThat(drawing.set().groupSize()).isEqualTo(1);
    assertThat(drawing.epoch(3).stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(drawing.set().samples())
        .hasSize(16)
        .extracting(Sample::magnification)
        .doesNotContain("400X");
  }

  /** That is how an option that is left out arrives. */
  @Test
  void drawsEveryMagnificationWhereTheOptionIsBlank() {
    Drawing drawing =
        Drawing.of(
            new Cohort().patients(4, 2, "40X", "100X", "400X").fold("200X"),
            Map.of("group", Group.SINGLE, "magnifications", new String[] {""}));

    assertThat(drawing.set().samples())
        .extracting(Sample::magnification)
        .contains("40X", "100X", "400X");
  }

  @Test
  void refusesFewerThanTwoMagnifications() {
    assertRefused(
        Map.of("magnifications", new String[] {"40X", " 40X"}),
        "augmentation.multiscale.magnifications must name two magnifications or more, or be left out; it is"
            + " [40X].");
  }

  @Test
  void refusesCombinationsWithoutMeaning() {
    assertRefused(
        Map.of("group", Group.PYRAMID, "match", Match.ANY),
        "augmentation.multiscale.match cannot be any for pyramids, whose images are of one patient; use auto,"
            + " same-place or same-patient.");
    assertRefused(
        Map.of("group", Group.SINGLE, "cross_magnification", CrossMagnification.REQUIRED),
        "augmentation.multiscale.match and cross-magnification are about partners, and single images have"
            + " none; leave them out or set augmentation.multiscale.group to pair, triplet or pyramid.");
  }

  @Test
  void refusesToFormGroupsOfGroups() {
    Drawing first =
        Drawing.of(
            new Cohort().patients(4, 2, "40X", "100X", "400X").fold("200X"),
            Map.of("group", Group.PAIR));
    assertThatThrownBy(() -> Drawing.augmentation(Map.of()).prepare(first.set(), first))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("undo the groups of 2")
        .hasMessageContaining("put multiscale first");
  }

  private static void assertRefused(Map<String, Object> options, String sentence) {
    assertThatThrownBy(() -> Drawing.augmentation(options))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(sentence);
  }
}
