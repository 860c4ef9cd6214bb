package org.parfocal.dataset.table.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.parfocal.api.Sample;
import org.parfocal.imaging.PatchSource;

/**
 * SHA-256 over the classes and, row by row, everything that the table says and each file's size.
 */
final class TableManifest {
  private TableManifest() {}

  static String of(List<String> classes, List<Row> rows) {
    MessageDigest digest = sha256();
    line(digest, classes);
    for (Row row : rows) {
      line(
          digest,
          List.of(
              row.id(),
              Long.toString(row.image().bytes()),
              row.label(),
              row.patient(),
              row.slide(),
              String.valueOf(row.magnification()),
              row.micronsPerPixel().toString(),
              String.valueOf(row.place()),
              new TreeMap<>(row.attributes()).toString()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** As {@link #of}, and with it which patches are cut. */
  static String ofPyramids(String table, String pyramids, List<Sample> samples) {
    MessageDigest digest = sha256();
    line(digest, List.of(table, pyramids));
    for (Sample sample : samples) {
      PatchSource patch = (PatchSource) sample.image();
      line(digest, List.of(sample.id(), patch.field().toString()));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void line(MessageDigest digest, List<String> fields) {
    digest.update((String.join("\t", fields) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
