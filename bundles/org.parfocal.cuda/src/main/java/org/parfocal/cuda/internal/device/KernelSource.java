package org.parfocal.cuda.internal.device;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The kernels' sources, all in one, for one type of numbers. */
final class KernelSource {
  /** In this order: what several use comes first. */
  static final List<String> FILES =
      List.of(
          "numbers",
          "elementwise",
          "reductions",
          "batch_norm",
          "pooling",
          "layout",
          "mix_style",
          "optimisers");

  private KernelSource() {}

  /** The source. */
  static String of(boolean bfloat16) {
    StringBuilder all = new StringBuilder(bfloat16 ? "#define BFLOAT16\n" : "");
    for (String file : FILES) {
      String name = "/org/parfocal/cuda/internal/kernels/" + file + ".cu";
      try (InputStream stream = KernelSource.class.getResourceAsStream(name)) {
        if (stream == null) {
          throw new IllegalStateException("no resource " + name);
        }
        all.append(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new IllegalStateException(name, e);
      }
    }
    return all.toString();
  }
}
