package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.api.OutputException;

/** Whatever ends first, order and failures are those of one after the other. */
class SideBySideTest {
  @Test
  void keepsTheOrder() {
    assertThat(SideBySide.of(List.of(3, 1, 2), number -> "n" + number))
        .containsExactly("n3", "n1", "n2");
  }

  @Test
  void failsAsTheFirstThatFails() {
    assertThatThrownBy(
            () ->
                SideBySide.of(
                    List.of("first", "second"),
                    name -> {
                      throw new OutputException(name);
                    }))
        .isInstanceOf(OutputException.class)
        .hasMessage("first");
  }
}
