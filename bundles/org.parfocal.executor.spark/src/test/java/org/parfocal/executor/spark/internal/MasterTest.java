package org.parfocal.executor.spark.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.ConfigurationException;

class MasterTest {
  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @Test
  void oneOfTheMastersHasToAnswer() throws IOException {
    int closed;
    try (ServerSocket server = server()) {
      closed = server.getLocalPort();
    }
    try (ServerSocket server = server()) {
      int open = server.getLocalPort();
      Master.of("spark://127.0.0.1:%d,127.0.0.1:%d".formatted(closed, open)).requireAnswer();
    }
    String gone = "spark://127.0.0.1:" + closed;
    assertThatThrownBy(() -> Master.of(gone).requireAnswer())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("No Spark master answers at " + gone);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yarn", "k8s://https://host:6443", "local[2]", "local-cluster[2,1,1024]"})
  void otherKindsAreLeftToSpark(String name) {
    Master master = Master.of(name);
    assertThat(master.isStandalone()).isFalse();
    master.requireAnswer();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host:7077", "spark://", "spark://host", "spark://host:99999", "mesos://h:1"})
  void whatSparkDoesNotKnowIsRefused(String name) {
    assertThatThrownBy(() -> Master.of(name))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("spark://HOST:PORT");
  }
}
