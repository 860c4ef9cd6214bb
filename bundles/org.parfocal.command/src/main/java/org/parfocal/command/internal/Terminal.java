package org.parfocal.command.internal;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress, warnings and errors
 * @param interactive whether a person watches, so that a line may be redrawn
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {
  /** The process's own streams, in UTF-8. */
  static Terminal ofProcess() {
    String kind = System.getenv("TERM");
    boolean interactive = System.console() != null && !"dumb".equals(kind);
    return new Terminal(writer(System.out), writer(System.err), interactive);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  void error(String sentence) {
    err.println("error: " + sentence);
  }

  void warning(String sentence) {
    err.println("warning: " + sentence);
  }
}
