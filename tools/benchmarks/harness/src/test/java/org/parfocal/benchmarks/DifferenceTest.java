package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.api.Test;

class DifferenceTest {
  private static Values vector(float... numbers) {
    return new Values(new long[] {numbers.length}, numbers);
  }

  @Test
  void theFarthestTensorIsTold() {
    Map<String, Values> reference = Map.of("near", vector(3, 4), "far", vector(0, 2));
    Map<String, Values> engine = Map.of("near", vector(3, 4.5f), "far", vector(1, 2));

    Difference difference = Difference.of(engine, reference);

    assertThat(difference.tensor()).isEqualTo("far");
    assertThat(difference.relative()).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void aTensorThatIsZeroButForRoundingIsComparedWithAll() {
    Map<String, Values> reference = Map.of("whole", vector(3, 4), "zero", vector(1e-9f));
    Map<String, Values> engine = Map.of("whole", vector(3, 4), "zero", vector(-5e-9f));

    assertThat(Difference.of(engine, reference).relative()).isCloseTo(6e-9 / 5, within(1e-12));
  }

  @Test
  void notANumberIsNeverWithinTolerance() {
    Difference none = new Difference("a", 0);
    Difference broken = Difference.of(Map.of("a", vector(Float.NaN)), Map.of("a", vector(1)));

    assertThat(new Accuracy(none, broken, 0, none).within(perfect(), 3, 1)).isFalse();
    assertThat(new Accuracy(none, none, Double.NaN, none).within(perfect(), 3, 1)).isFalse();
    assertThat(perfect().within(perfect(), 3, 1e-9)).isTrue();
  }

  @Test
  void anEngineMayDifferAFewTimesAsMuchAsRounding() {
    Accuracy rounding = new Accuracy(off(1e-2), off(1e-2), 1e-2, off(1e-2));

    assertThat(new Accuracy(off(2e-2), off(2e-2), 2e-2, off(2e-2)).within(rounding, 3, 1e-4))
        .isTrue();
    assertThat(new Accuracy(off(0), off(4e-2), 0, off(0)).within(rounding, 3, 1e-4)).isFalse();
    assertThat(new Accuracy(off(0), off(0), 4e-2, off(0)).within(rounding, 3, 1e-4)).isFalse();
    assertThat(new Accuracy(off(0), off(0), 0, off(4e-2)).within(rounding, 3, 1e-4)).isFalse();
    assertThat(new Accuracy(off(4e-2), off(0), 0, off(0)).within(rounding, 3, 1e-4)).isFalse();
  }

  @Test
  void aMissingTensorAndAnotherShapeAreRefused() {
    Map<String, Values> reference = Map.of("a", vector(1, 2));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Difference.of(Map.of("b", vector(1, 2)), reference))
        .withMessageContaining("The tensor a is missing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Difference.of(Map.of("a", vector(1, 2, 3)), reference))
        .withMessage("The tensor a has the shape [3] instead of [2]");
  }

  private static Difference off(double relative) {
    return new Difference("a", relative);
  }

  private static Accuracy perfect() {
    return new Accuracy(off(0), off(0), 0, off(0));
  }
}
