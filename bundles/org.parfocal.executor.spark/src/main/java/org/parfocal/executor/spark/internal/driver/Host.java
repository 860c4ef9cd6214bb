package org.parfocal.executor.spark.internal.driver;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The machine that a task runs on. */
final class Host {
  private Host() {}

  static String name() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
