package org.parfocal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A method with a default that is forgotten here would silently do nothing in a part of a job. */
class ForwardingJobTest {
  static Method[] methods() {
    return JobContext.class.getMethods();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void handsOnAllThatAJobIsAsked(Method asked) {
    assertThat(ForwardingJob.class.getDeclaredMethods())
        .anySatisfy(
            method -> {
              assertThat(method.getName()).isEqualTo(asked.getName());
              assertThat(Arrays.asList(method.getParameterTypes()))
                  .isEqualTo(Arrays.asList(asked.getParameterTypes()));
            });
  }
}
