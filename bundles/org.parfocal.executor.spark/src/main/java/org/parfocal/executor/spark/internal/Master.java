package org.parfocal.executor.spark.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.parfocal.api.ConfigurationException;

/**
 * Who is asked for machines.
 *
 * @param name as Spark takes it
 * @param hosts those of a standalone cluster, each with its port; empty for others
 */
record Master(String name, List<InetSocketAddress> hosts) {
  private static final String HOST = "[A-Za-z0-9._-]+|\\[[0-9a-fA-F:]+\\]";
  private static final Pattern HOST_AND_PORT = Pattern.compile("(" + HOST + "):(\\d{1,5})");
  private static final String STANDALONE = "spark://";
  private static final Pattern OTHERS =
      Pattern.compile("yarn|k8s://\\S+|local(-cluster)?\\[[0-9*, ]+\\]");
  private static final int PATIENCE_MILLIS = 10_000;

  /**
   * Reads it.
   *
   * @throws ConfigurationException if Spark has no such kind
   */
  static Master of(String name) {
    if (OTHERS.matcher(name).matches()) {
      return new Master(name, List.of());
    }
    if (name.startsWith(STANDALONE)) {
      return new Master(
          name,
          Stream.of(name.substring(STANDALONE.length()).split(","))
              .map(host -> address(name, host))
              .toList());
    }
    throw none(name);
  }

  private static InetSocketAddress address(String name, String host) {
    Matcher matcher = HOST_AND_PORT.matcher(host);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
      throw none(name);
    }
    return InetSocketAddress.createUnresolved(matcher.group(1), Integer.parseInt(matcher.group(2)));
  }

  private static ConfigurationException none(String name) {
    return new ConfigurationException(
        "executor.master is %s; it must be spark://HOST:PORT (several with commas between), yarn, k8s://https://HOST:PORT or local[N]."
            .formatted(name.isEmpty() ? "empty" : name));
  }

  boolean isStandalone() {
    return !hosts.isEmpty();
  }

  /**
   * Makes sure that a standalone master is there; Spark itself would try for a minute.
   *
   * @throws ConfigurationException if none of its hosts answers
   */
  void requireAnswer() {
    if (isStandalone() && hosts.stream().noneMatch(Master::answers)) {
      throw new ConfigurationException(
          "No Spark master answers at %s; is it started (sbin/start-master.sh), and is that its address?"
              .formatted(name));
    }
  }

  private static boolean answers(InetSocketAddress host) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host.getHostString(), host.getPort()), PATIENCE_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
