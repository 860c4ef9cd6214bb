package org.parfocal.command.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes.
 *
 * @param out results
 * @param err progress, warnings and errors
 * @param control the same as {@code err} for what redraws a line; the others let nothing through
 *     that steers a terminal
 * @param interactive whether a person watches, so that a line may be redrawn
 */
record Terminal(PrintWriter out, PrintWriter err, PrintWriter control, boolean interactive) {
  /** A sentence may quote a path or a name of megabytes. */
  private static final int LONGEST = 10_000;

  /** The process's own streams, in UTF-8. */
  static Terminal ofProcess() {
    String kind = System.getenv("TERM");
    boolean interactive = System.console() != null && !"dumb".equals(kind);
    return to(writer(FileDescriptor.out), writer(FileDescriptor.err), interactive);
  }

  /** Two streams. */
  static Terminal to(Writer out, Writer err, boolean interactive) {
    return new Terminal(
        new PrintWriter(new PrintableWriter(out), true),
        new PrintWriter(new PrintableWriter(err), true),
        new PrintWriter(err, true),
        interactive);
  }

  /** Not on {@code System.out}, which keeps failed writes to itself. */
  private static Writer writer(FileDescriptor stream) {
    return new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8);
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
    err.println("error: " + oneLine(sentence));
  }

  void warning(String sentence) {
    err.println("warning: " + oneLine(sentence));
  }

  /**
   * A name with a line break must not look like a line of the program. What is very long loses its
   * middle: how a sentence ends says what to do.
   */
  static String oneLine(String text) {
    String shown =
        text.length() <= LONGEST
            ? text
            : text.substring(0, LONGEST / 2) + "…" + text.substring(text.length() - LONGEST / 2);
    return shown.replaceAll("\\R", " ");
  }
}
