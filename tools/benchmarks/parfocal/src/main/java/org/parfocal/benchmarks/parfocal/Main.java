package org.parfocal.benchmarks.parfocal;

import java.io.IOException;
import org.parfocal.benchmarks.Worker;
import org.parfocal.nd4j.NativeBuild;
import org.parfocal.nd4j.internal.Activator;

/** Serves Parfocal's backbones. */
public final class Main {
  private Main() {}

  /** Serves until the standard input ends. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length > 0) {
      throw new IllegalArgumentException("parfocal has no option " + arguments[0]);
    }
    NativeBuild build = Activator.prepare(false);
    build.start();
    Worker.serve(new ParfocalEngine(build));
  }
}
