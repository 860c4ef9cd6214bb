package org.parfocal.report.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that come with the bundle. */
final class Specifications {
  private Specifications() {}

  /** A specification of Vega-Lite. */
  static String figure(String name) {
    return read("figures/" + name + ".vl.json");
  }

  /** What a page is made of. */
  static String page(String name) {
    return read("page/" + name);
  }

  /** The items of a checklist, CSV. */
  static String checklist(String name) {
    return read("checklists/" + name + ".csv");
  }

  private static String read(String name) {
    try (InputStream in = Specifications.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the bundle lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
