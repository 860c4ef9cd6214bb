package org.parfocal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionLimitsTest {
  private static final double FREE = Double.POSITIVE_INFINITY;
  private static final int MANY = Integer.MAX_VALUE;

  @Test
  void saysWhatNumbersAreAllowed() {
    assertThat(OptionLimits.NONE.ofNumbers()).isEmpty();
    assertThat(OptionLimits.closed("1e-6", "1e6").ofNumbers()).isEqualTo(" from 1e-6 to 1e6");
    assertThat(OptionLimits.closed("", "5").ofNumbers()).isEqualTo(", at most 5");
    assertThat(numbers("0", "", -FREE, 1)).isEqualTo(", at least 0 and below 1");
    assertThat(numbers("", "1", 0, FREE)).isEqualTo(", above 0 and at most 1");
    assertThat(numbers("", "", 0.5, FREE)).isEqualTo(" above 0.5");
    assertThat(numbers("", "", -FREE, 1e-7)).isEqualTo(" below 0.0000001");
  }

  private static String numbers(String minimum, String maximum, double above, double below) {
    return new OptionLimits(minimum, maximum, above, below, 0, MANY).ofNumbers();
  }

  @Test
  void allowsNumbersWithinThem() {
    OptionLimits open = new OptionLimits("", "", 0, 1, 0, MANY);
    assertThat(open.allow(0)).isFalse();
    assertThat(open.allow(Double.MIN_VALUE)).isTrue();
    assertThat(open.allow(Math.nextDown(1.0))).isTrue();
    assertThat(open.allow(1)).isFalse();
    assertThat(open.allow(Double.NaN)).isFalse();

    OptionLimits closed = OptionLimits.closed("0", "1");
    assertThat(closed.allow(0)).isTrue();
    assertThat(closed.allow(1)).isTrue();
    assertThat(closed.allow(Math.nextDown(0.0))).isFalse();
    assertThat(closed.allow(Math.nextUp(1.0))).isFalse();
    assertThat(OptionLimits.NONE.allow(-1e300)).isTrue();
  }

  @Test
  void saysAndAllowsSoManyValues() {
    assertThat(items(0, MANY)).isEqualTo("list of");
    assertThat(items(2, 2)).isEqualTo("list of 2");
    assertThat(items(1, 2)).isEqualTo("list of 1 to 2");
    assertThat(items(0, 2)).isEqualTo("list of at most 2");
    assertThat(items(1, MANY)).isEqualTo("list of at least 1");

    OptionLimits two = new OptionLimits("", "", -FREE, FREE, 1, 2);
    assertThat(two.allowItems(0)).isFalse();
    assertThat(two.allowItems(1)).isTrue();
    assertThat(two.allowItems(2)).isTrue();
    assertThat(two.allowItems(3)).isFalse();
  }

  private static String items(int least, int most) {
    return new OptionLimits("", "", -FREE, FREE, least, most).ofItems();
  }
}
