package org.parfocal.benchmarks.parfocal;

import java.io.IOException;
import org.parfocal.benchmarks.Worker;

/** Serves Parfocal's backbones. */
public final class Main {
  private Main() {}

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      throw new IllegalArgumentException("parfocal has no option " + arguments[0]);
    }
    Worker.serve(new ParfocalEngine(EngineStart.asInTheFramework()));
  }
}
