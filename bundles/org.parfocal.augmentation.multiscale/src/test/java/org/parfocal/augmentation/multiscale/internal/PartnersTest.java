package org.parfocal.augmentation.multiscale.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Fold;
import org.parfocal.api.Sample;

class PartnersTest {
  private final Fold regular = new Cohort().patients(6, 2, "40X", "100X", "400X").fold("200X");

  @Test
  void makesEveryImageAnAnchorOnceAnEpoch() {
    for (Group group : List.of(Group.PAIR, Group.TRIPLET)) {
      List<List<Sample>> drawn = Drawing.of(regular, Map.of("group", group)).epoch(3);

      assertThat(drawn)
          .extracting(members -> members.get(0))
          .containsExactlyInAnyOrderElementsOf(regular.training());
      assertThat(drawn).allMatch(members -> members.size() == (group == Group.PAIR ? 2 : 3));
    }
  }

  @Test
  void givesTheSameGroupsForTheSameSeedAndOthersForAnother() {
    Drawing drawing = Drawing.of(regular, Map.of("group", Group.TRIPLET));

    assertThat(drawing.epoch(3)).isEqualTo(drawing.epoch(3)).isNotEqualTo(drawing.epoch(4));
  }

  @Test
  void drawsAnotherImageOfTheClassAndOneOfAnother() {
    assertThat(Drawing.of(regular, Map.of()).epochs(20))
        .allSatisfy(
            triplet -> {
              assertThat(triplet.get(1).label()).isEqualTo(triplet.get(0).label());
              assertThat(triplet.get(1)).isNotEqualTo(triplet.get(0));
              assertThat(triplet.get(2).label()).isNotEqualTo(triplet.get(0).label());
            });
  }

  @Test
  void drawsEveryPossiblePositiveEquallyOften() {
    Fold fold = new Cohort().add(5, 0, "a", "40X", null).add(3, 1, "b", "40X", null).fold("200X");

    Map<String, Long> pairs =
        count(
            Drawing.of(fold, Map.of()).epochs(4000),
            group -> group.get(0).id() + group.get(1).id());

    // 5·4 + 3·2 ordered pairs; 4000 draws of each anchor.
    assertThat(pairs).hasSize(26);
    pairs.forEach(
        (pair, times) ->
            assertThat((double) times)
                .isCloseTo(
                    "s0s1s2s3s4".contains(pair.substring(0, 2)) ? 1000 : 2000, within(150.0)));
  }

  @Test
  void tossesAFairCoinForPairs() {
    List<List<Sample>> pairs = Drawing.of(regular, Map.of("group", Group.PAIR)).epochs(100);

    long same = pairs.stream().filter(pair -> pair.get(0).label() == pair.get(1).label()).count();

    // 3600 tosses: five standard deviations are 150.
    assertThat((double) same).isCloseTo(1800, within(150.0));
  }

  @Test
  void crossesMagnificationsOnlyWhereAsked() {
    for (Group group : List.of(Group.PAIR, Group.TRIPLET)) {
      Map<String, Object> options =
          Map.of("group", group, "cross_magnification", CrossMagnification.REQUIRED);

      assertThat(Drawing.of(regular, options).epochs(20))
          .allSatisfy(
              members ->
                  assertThat(members.subList(1, members.size()))
                      .noneMatch(
                          partner ->
                              Objects.equals(
                                  members.get(0).magnification(), partner.magnification())));
      assertThat(Drawing.of(regular, Map.of("group", group)).epochs(20))
          .anyMatch(
              members ->
                  Objects.equals(members.get(0).magnification(), members.get(1).magnification()));
    }
  }

  @Test
  void takesPositivesFromThePatientOrThePlaceWhereAsked() {
    assertThat(Drawing.of(regular, Map.of("match", Match.SAME_PATIENT)).epochs(20))
        .allMatch(triplet -> triplet.get(0).patient().equals(triplet.get(1).patient()))
        .anyMatch(triplet -> !Objects.equals(triplet.get(0).place(), triplet.get(1).place()));
    assertThat(Drawing.of(regular, Map.of("match", Match.SAME_PLACE)).epochs(20))
        .allMatch(
            triplet ->
                triplet.get(0).patient().equals(triplet.get(1).patient())
                    && Objects.equals(triplet.get(0).place(), triplet.get(1).place()));
    assertThat(Drawing.of(regular, Map.of("match", Match.ANY)).epochs(20))
        .anyMatch(triplet -> !triplet.get(0).patient().equals(triplet.get(1).patient()));
  }

  @Test
  void sharesAnchorsEquallyBetweenClassesAndMagnifications() {
    Fold fold =
        new Cohort()
            .add(20, 0, "a", "40X", null)
            .add(4, 0, "a", "100X", null)
            .add(6, 1, "b", "40X", null)
            .fold("200X");

    assertThat(
            count(
                Drawing.of(fold, Map.of("balance", new String[] {"class", "magnification"}))
                    .epoch(3),
                triplet -> triplet.get(0).label() + triplet.get(0).magnification()))
        .isEqualTo(Map.of("040X", 10L, "0100X", 10L, "140X", 10L));
    assertThat(
            count(
                Drawing.of(fold, Map.of("balance", new String[] {"class"})).epoch(3),
                triplet -> triplet.get(0).label()))
        .isEqualTo(Map.of(0, 15L, 1, 15L));
  }

  @Test
  void countsAnchorsWithoutPartners() {
    Fold fold =
        new Cohort()
            .add(5, 0, "a", "40X", null)
            .add(2, 0, "a", null, null)
            .add(1, 1, "b", "40X", null)
            .add(3, 1, "b", "100X", null)
            .fold("200X");

    Drawing drawing = Drawing.of(fold, Map.of("cross_magnification", CrossMagnification.REQUIRED));

    // Class 0 is known at 40X only; the class 1 image at 40X has no negative elsewhere.
    assertThat(drawing.warnings())
        .containsExactly(
            "8 of 11 training images of fold 200X are not the anchor of a triplet (no image of"
                + " another class at another magnification: 1; no magnification: 2; no other image"
                + " of the class at another magnification: 5).",
            "2 of 11 training images of fold 200X are in no group that can be formed; they are"
                + " never drawn.");
    assertThat(drawing.history())
        .isEqualTo(Map.of("augmentation.groups", 3, "augmentation.unformed", 8));
    assertThat(drawing.epoch(3)).hasSize(3);
    assertThat(drawing.set().samples()).hasSize(9);
  }

  @Test
  void keepsAClassOfOneImageAsTheOtherClass() {
    Fold fold = new Cohort().add(5, 0, "a", "40X", null).add(1, 1, "b", "40X", null).fold("200X");

    Drawing drawing = Drawing.of(fold, Map.of("balance", new String[] {"class"}));

    assertThat(drawing.warnings())
        .containsExactly(
            "1 of 6 training images of fold 200X are not the anchor of a triplet (no other image"
                + " of the class: 1).");
    assertThat(drawing.epoch(3)).hasSize(5).allMatch(triplet -> triplet.get(2).label() == 1);
  }

  @Test
  void saysThatNothingCanBeFormedWhereAClassIsAbsent() {
    Fold fold = new Cohort().add(5, 0, "a", "40X", null).fold("200X");

    assertThatThrownBy(() -> Drawing.of(fold, Map.of("group", Group.PAIR)))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "None of the 5 training images of fold 200X is the anchor of a pair (no image of"
                + " another class: 5); change augmentation.multiscale.group, match or cross-magnification, or"
                + " the protocol.");
  }

  @Test
  void saysHowManyPlacesAreMissing() {
    Fold fold =
        new Cohort().patients(2, 1, "40X", "100X").add(3, 0, "p0", "40X", null).fold("200X");

    assertThatThrownBy(() -> Drawing.of(fold, Map.of("match", Match.SAME_PLACE)))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "augmentation.multiscale.match is same-place, but 3 of the 7 training images of fold 200X have no"
                + " place; use same-patient, or data whose images name their place.");
  }

  private static <K> Map<K, Long> count(List<List<Sample>> groups, Function<List<Sample>, K> key) {
    return groups.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }
}
