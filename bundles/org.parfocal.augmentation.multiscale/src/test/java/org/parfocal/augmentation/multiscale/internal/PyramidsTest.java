package org.parfocal.augmentation.multiscale.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Sample;

class PyramidsTest {
  private static final Map<String, Object> PYRAMIDS = Map.of("group", Group.PYRAMID);

  /** No places; patient a has both classes. */
  private final Cohort patients =
      new Cohort()
          .add(3, 0, "a", "400X", null)
          .add(2, 0, "a", "40X", null)
          .add(1, 0, "a", "100X", null)
          .add(1, 1, "a", "400X", null)
          .add(1, 1, "a", "40X", null)
          .add(1, 1, "a", "100X", null)
          .add(4, 1, "b", "40X", null)
          .add(4, 1, "b", "100X", null)
          .add(4, 1, "b", "400X", null);

  @Test
  void showsEachPlaceOnceAtEveryMagnificationInOrder() {
    Drawing drawing =
        Drawing.of(new Cohort().patients(4, 3, "400X", "40X", "100X").fold("200X"), PYRAMIDS);

    List<List<Sample>> drawn = drawing.epoch(3);

    assertThat(drawing.set().groupSize()).isEqualTo(3);
    assertThat(drawing.warnings()).isEmpty();
    assertThat(drawn).hasSize(12).allSatisfy(PyramidsTest::isOrdered);
    assertThat(drawn)
        .allMatch(
            pyramid -> same(pyramid, sample -> sample.patient() + sample.place() + sample.label()));
    assertThat(drawn.stream().flatMap(List::stream))
        .containsExactlyInAnyOrderElementsOf(drawing.set().samples())
        .hasSize(36);
  }

  @Test
  void drawsFromOneClassOfOnePatientWherePlacesAreUnknown() {
    Drawing drawing = Drawing.of(patients.fold("200X"), PYRAMIDS);

    List<List<Sample>> drawn = drawing.epochs(10);

    assertThat(drawing.warnings()).isEmpty();
    // As many as the most frequent magnification of each has images: 3, 1 and 4.
    assertThat(drawn).hasSize(80).allSatisfy(PyramidsTest::isOrdered);
    assertThat(drawn)
        .allMatch(pyramid -> same(pyramid, sample -> sample.patient() + sample.label()));
    assertThat(drawing.epoch(7).stream().flatMap(List::stream).distinct())
        .containsExactlyInAnyOrderElementsOf(patients.samples());
  }

  @Test
  void combinesThePatientsImagesAnewInEveryEpoch() {
    Drawing drawing = Drawing.of(patients.fold("200X"), PYRAMIDS);

    assertThat(drawing.epoch(3)).isEqualTo(drawing.epoch(3));
    assertThat(
            drawing.epochs(200).stream()
                .filter(pyramid -> pyramid.get(0).patient().equals("b"))
                .distinct())
        .hasSize(64);
  }

  @Test
  void balancesClasses() {
    Drawing drawing =
        Drawing.of(
            patients.fold("200X"),
            Map.of("group", Group.PYRAMID, "balance", new String[] {"class"}));

    assertThat(drawing.epoch(3).stream().filter(pyramid -> pyramid.get(0).label() == 0)).hasSize(4);
    assertThat(drawing.epoch(3)).hasSize(8);
  }

  @Test
  void countsPlacesThatLackAMagnification() {
    Cohort cohort =
        new Cohort()
            .patients(3, 2, "40X", "100X", "400X")
            .add(1, 0, "p0", "40X", "place-8")
            .add(1, 0, "p0", "100X", "place-8")
            .add(1, 1, "p1", "40X", "place-9")
            .add(1, 1, "p1", "400X", "place-9")
            .add(1, 1, "p1", null, "place-9");

    Drawing drawing = Drawing.of(cohort.fold("200X"), PYRAMIDS);

    assertThat(drawing.warnings())
        .containsExactly(
            "2 of 8 places of fold 200X are not a pyramid of 40X, 100X, 400X (no 100X: 1; no 400X:"
                + " 1).",
            "5 of 23 training images of fold 200X are in no group that can be formed; they are"
                + " never drawn.");
    assertThat(drawing.history())
        .isEqualTo(Map.of("augmentation.groups", 6, "augmentation.unformed", 2));
    assertThat(drawing.set().samples()).hasSize(18);
  }

  @Test
  void saysThatSomePlacesWereNotEnough() {
    Cohort cohort = new Cohort().patients(2, 1, "40X", "100X").add(2, 0, "p0", "40X", null);

    Drawing drawing = Drawing.of(cohort.fold("200X"), PYRAMIDS);

    assertThat(drawing.warnings())
        .containsExactly(
            "Pyramids of fold 200X are drawn per patient, because 2 of its 6 training images have"
                + " no place that is seen at two magnifications; set augmentation.multiscale.match to"
                + " same-place or same-patient to decide it.");
    assertThat(drawing.epoch(3)).hasSize(4);
  }

  @Test
  void drawsPerPatientWhereToldSo() {
    Fold fold = new Cohort().patients(2, 3, "40X", "100X").fold("200X");

    assertThat(
            Drawing.of(fold, Map.of("group", Group.PYRAMID, "match", Match.SAME_PATIENT))
                .epochs(20))
        .anyMatch(pyramid -> !same(pyramid, Sample::place))
        .allMatch(pyramid -> same(pyramid, Sample::patient));
  }

  @Test
  void drawsOnlyTheMagnificationsThatAreNamed() {
    Fold fold = new Cohort().patients(4, 2, "40X", "100X", "400X").fold("200X");

    Drawing drawing =
        Drawing.of(
            fold,
            Map.of("group", Group.PYRAMID, "magnifications", new String[] {"400X", "40X", "200X"}));

    assertThat(drawing.warnings())
        .containsExactly(
            "Fold 200X does not train on 200X of augmentation.multiscale.magnifications; its groups are of"
                + " 40X, 400X.");
    assertThat(drawing.set().groupSize()).isEqualTo(2);
    assertThat(drawing.set().samples()).noneMatch(sample -> "100X".equals(sample.magnification()));
    assertThat(drawing.epoch(3))
        .hasSize(8)
        .allSatisfy(
            pyramid ->
                assertThat(pyramid)
                    .extracting(Sample::magnification)
                    .containsExactly("40X", "400X"));
  }

  @Test
  void saysThatTooFewOfTheNamedMagnificationsAreTrainedOn() {
    Fold fold = new Cohort().patients(4, 2, "40X", "100X").fold("200X");
    Map<String, Object> options = Map.of("magnifications", new String[] {"40X", "200X"});

    assertThatThrownBy(() -> Drawing.of(fold, options))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Fold 200X trains on 40X, 100X: fewer than two of augmentation.multiscale.magnifications, which"
                + " are 40X, 200X.");
  }

  @Test
  void namesTheMagnificationsThatAreKnown() {
    Fold fold = new Cohort().patients(4, 2, "40X", "100X").fold("200X");
    Map<String, Object> options = Map.of("magnifications", new String[] {"40X", "100X", "20X"});

    assertThatThrownBy(() -> Drawing.of(fold, options))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "augmentation.multiscale.magnifications names 20X, which no image of the data set has; they have"
                + " 40X, 100X, 200X.");
  }

  @Test
  void needsTwoMagnifications() {
    Fold fold = new Cohort().patients(4, 2, "40X").fold("200X");

    assertThatThrownBy(() -> Drawing.of(fold, PYRAMIDS))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "Pyramids need two magnifications; the training images of fold 200X have only 40X.");
  }

  @Test
  void saysThatNoPatientHasAllMagnifications() {
    Cohort cohort = new Cohort().add(2, 0, "a", "40X", null).add(2, 1, "b", "100X", null);

    assertThatThrownBy(() -> Drawing.of(cohort.fold("200X"), PYRAMIDS))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "None of the 2 patients by class of fold 200X is a pyramid of 40X, 100X (no 100X: 1; no"
                + " 40X: 1); change augmentation.multiscale.group, match or cross-magnification, or the"
                + " protocol.");
  }

  private static void isOrdered(List<Sample> pyramid) {
    assertThat(pyramid).extracting(Sample::magnification).containsExactly("40X", "100X", "400X");
  }

  private static boolean same(List<Sample> pyramid, Function<Sample, @Nullable Object> key) {
    return pyramid.stream().map(key).collect(Collectors.toSet()).size() == 1;
  }
}
