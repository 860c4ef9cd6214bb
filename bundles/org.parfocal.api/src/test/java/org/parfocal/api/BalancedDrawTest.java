package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BalancedDrawTest {
  @Test
  void drawsEveryImageOnceAnEpoch() {
    List<Sample> samples = cohort(20, 5, 7);

    List<Sample> drawn = epoch(BalancedDraw.singles(samples, Balance.NONE), 3);

    assertThat(drawn).containsExactlyInAnyOrderElementsOf(samples).isNotEqualTo(samples);
  }

  @Test
  void givesTheSameOrderForTheSameSeedAndAnotherForAnother() {
    BalancedDraw draw = BalancedDraw.singles(cohort(20, 5, 7), Balance.NONE);

    assertThat(epoch(draw, 3)).isEqualTo(epoch(draw, 3)).isNotEqualTo(epoch(draw, 4));
  }

  @Test
  void sharesTheDrawsEquallyBetweenClasses() {
    List<Sample> samples = cohort(20, 5, 7);

    List<Sample> drawn = epoch(BalancedDraw.singles(samples, Balance.of("class")), 3);

    // 32 draws: 25 images of class 0 and 7 of class 1 have 16 draws each.
    assertThat(count(drawn, Sample::label)).isEqualTo(Map.of(0, 16L, 1, 16L));
    assertThat(count(drawn, Sample::id).values()).allMatch(times -> times <= 3);
    assertThat(drawn.stream().filter(sample -> sample.label() == 1).map(Sample::id).distinct())
        .hasSize(7);
  }

  @Test
  void sharesTheDrawsEquallyBetweenClassesAtEveryMagnification() {
    List<Sample> samples = cohort(20, 4, 6);

    List<Sample> drawn =
        epoch(BalancedDraw.singles(samples, Balance.of("class", "magnification")), 3);

    assertThat(count(drawn, sample -> sample.label() + String.valueOf(sample.magnification())))
        .isEqualTo(Map.of("040X", 10L, "0null", 10L, "140X", 10L));
  }

  @Test
  void sharesTheDrawsEquallyBetweenTheValuesOfAField() {
    List<Sample> samples = cohort(20, 4, 6);

    List<Sample> drawn = epoch(BalancedDraw.singles(samples, Balance.of(" magnification ")), 3);

    assertThat(count(drawn, sample -> String.valueOf(sample.magnification())))
        .isEqualTo(Map.of("40X", 15L, "null", 15L));
  }

  @Test
  void refusesAFieldThatNoImageHas() {
    assertThatThrownBy(() -> BalancedDraw.singles(cohort(2, 1, 2), Balance.of("institute")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "No training image has the field institute, which the augmentation's balance names; known:"
                + " magnification, patient, slide.");
  }

  @Test
  void drawsEveryRoundOfASourceBeforeTheNext() {
    List<Sample> samples = cohort(1, 0, 0);
    List<BalancedDraw.Source> sources =
        List.of(new Twice(samples.get(0)), new Twice(cohort(0, 0, 2).get(1)));

    List<List<Sample>> drawn =
        BalancedDraw.of(sources, Balance.of("class")).epoch(0, new SplittableRandom(3));

    assertThat(drawn).hasSize(4).allSatisfy(group -> assertThat(group).hasSize(2));
    assertThat(count(drawn.stream().map(group -> group.get(0)).toList(), Sample::id).values())
        .containsExactly(2L, 2L);
  }

  private static List<Sample> epoch(BalancedDraw draw, long seed) {
    return draw.epoch(0, new SplittableRandom(seed)).stream()
        .peek(group -> assertThat(group).hasSize(1))
        .map(group -> group.get(0))
        .toList();
  }

  private static <K> Map<K, Long> count(List<Sample> samples, Function<Sample, K> key) {
    return samples.stream().collect(Collectors.groupingBy(key, Collectors.counting()));
  }

  /** Two groups a round. */
  private record Twice(Sample anchor) implements BalancedDraw.Source {
    @Override
    public int size() {
      return 2;
    }

    @Override
    public List<List<Sample>> round(RandomGenerator random) {
      return List.of(List.of(anchor, anchor), List.of(anchor, anchor));
    }
  }

  /** Class 0 at 40X and at an unknown magnification, class 1 at 40X. */
  private static List<Sample> cohort(int first, int second, int third) {
    List<Sample> samples = new ArrayList<>();
    add(samples, first, 0, "40X");
    add(samples, second, 0, null);
    add(samples, third, 1, "40X");
    return samples;
  }

  private static void add(
      List<Sample> samples, int count, int label, @Nullable String magnification) {
    for (int index = 0; index < count; index++) {
      String id = "s" + samples.size();
      samples.add(
          new Sample(
              id,
              image(id),
              label,
              "p",
              "p",
              magnification,
              OptionalDouble.empty(),
              null,
              Map.of()));
    }
  }

  private static ImageSource image(String id) {
    return new ImageSource() {
      @Override
      public String key() {
        return id;
      }

      @Override
      public String description() {
        return id;
      }

      @Override
      public RgbImage read() {
        return new RgbImage(1, 1, new byte[3]);
      }
    };
  }
}
