package org.parfocal.command.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
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
    return new Terminal(writer(FileDescriptor.out), writer(FileDescriptor.err), interactive);
  }

  /** Not on {@code System.out}, which keeps failed writes to itself. */
  private static PrintWriter writer(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
  }

  /**
   * The exit code of a command, given what became of its output: what could not be printed is no
   * success.
   */
  int outcome(int code) {
    boolean printed = !out.checkError();
    if (!printed) {
      error("Not everything was printed: standard output cannot be written; is its disk full?");
    }
    boolean told = !err.checkError();
    return code == ExitCodes.DONE && !(printed && told) ? ExitCodes.OUTPUT : code;
  }

  void error(String sentence) {
    err.println("error: " + sentence);
  }

  void warning(String sentence) {
    err.println("warning: " + sentence);
  }
}
