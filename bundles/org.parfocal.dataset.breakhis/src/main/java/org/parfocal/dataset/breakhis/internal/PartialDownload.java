package org.parfocal.dataset.breakhis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.parfocal.api.WholeFile;

/**
 * What is known of the bytes that an interrupted download left; it lies beside them in a small
 * file.
 *
 * @param location where they came from
 * @param validator the server's strong ETag or date of change; empty if it gave none
 * @param total bytes of the whole; -1 if unknown
 */
record PartialDownload(String location, String validator, long total) {
  static final PartialDownload NONE = new PartialDownload("", "", -1);

  /** Nothing is known if the file is missing or damaged: then the download starts again. */
  static PartialDownload read(Path file) {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
      return new PartialDownload(
          properties.getProperty("location", ""),
          properties.getProperty("validator", ""),
          Long.parseLong(properties.getProperty("total", "-1")));
    } catch (IOException | IllegalArgumentException e) {
      return NONE;
    }
  }

  void write(Path file) throws IOException {
    Properties properties = new Properties();
    properties.setProperty("location", location);
    properties.setProperty("validator", validator);
    properties.setProperty("total", Long.toString(total));
    WholeFile.write(file, out -> properties.store(out, "an unfinished download"));
  }
}
