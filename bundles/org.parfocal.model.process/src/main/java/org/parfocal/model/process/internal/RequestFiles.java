package org.parfocal.model.process.internal;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.parfocal.api.Images;
import org.parfocal.api.OutputException;
import org.parfocal.api.Sample;

/**
 * What a program is given: {@code request.json}, and of each set of samples its pixels as a NumPy
 * file and what is known of them as a table, row by row. Of samples to predict that is neither
 * label nor patient nor name, since names tell labels.
 */
final class RequestFiles {
  private static final int PROTOCOL = 1;

  private final Path folder;
  private final Images images;
  private final Runnable stop;

  RequestFiles(Path folder, Images images, Runnable stop) {
    this.folder = folder;
    this.images = images;
    this.stop = stop;
  }

  void fit(List<Sample> training, List<Sample> validation, List<String> classes, long seed) {
    write(
        () -> {
          Map<String, Object> request = request("fit", classes.size());
          request.put("class_names", classes);
          request.put("seed", seed);
          json(request);
          pixels("training.npy", training);
          learntTable("training.csv", training);
          pixels("validation.npy", validation);
          learntTable("validation.csv", validation);
        });
  }

  void predict(List<Sample> samples, int classes) {
    write(
        () -> {
          json(request("predict", classes));
          pixels("images.npy", samples);
          table(
              "images.csv",
              List.of("magnification", "microns_per_pixel"),
              samples.stream().map(RequestFiles::scale).toList());
        });
  }

  private Map<String, Object> request(String task, int classes) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("protocol", PROTOCOL);
    request.put("task", task);
    request.put("classes", classes);
    request.put("image_size", images.size());
    return request;
  }

  private void json(Map<String, Object> request) throws IOException {
    Files.writeString(folder.resolve("request.json"), JSON.std.asString(request) + "\n");
  }

  private void learntTable(String name, List<Sample> samples) throws IOException {
    table(
        name,
        List.of("label", "patient", "slide", "magnification", "microns_per_pixel"),
        samples.stream()
            .map(
                sample ->
                    List.of(
                        Integer.toString(sample.label()),
                        sample.patient(),
                        sample.slide(),
                        scale(sample).get(0),
                        scale(sample).get(1)))
            .toList());
  }

  private static List<String> scale(Sample sample) {
    return List.of(
        Objects.requireNonNullElse(sample.magnification(), ""),
        sample.micronsPerPixel().isPresent()
            ? Double.toString(sample.micronsPerPixel().getAsDouble())
            : "");
  }

  private void table(String name, List<String> header, List<List<String>> rows) throws IOException {
    CSVFormat format =
        CSVFormat.RFC4180
            .builder()
            .setRecordSeparator("\n")
            .setHeader(header.toArray(String[]::new))
            .get();
    try (CSVPrinter printer =
        new CSVPrinter(
            Files.newBufferedWriter(folder.resolve(name), StandardCharsets.UTF_8), format)) {
      printer.printRecords(rows);
    }
  }

  /** NumPy's format 1.0: uint8 of the shape samples × size × size × 3, rows from the top, RGB. */
  private void pixels(String name, List<Sample> samples) throws IOException {
    int size = images.size();
    byte[] rgb = new byte[3 * size * size];
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(name)), 1 << 16)) {
      out.write(header(samples.size(), size));
      for (Sample sample : samples) {
        stop.run();
        images.read(sample, rgb, 0);
        out.write(rgb);
      }
    }
  }

  private static byte[] header(int count, int size) {
    String text =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (%d, %d, %d, 3), }"
            .formatted(count, size, size);
    // The whole header is a multiple of 64 bytes, ten of which stand before the text.
    String padded = text + " ".repeat(63 - (10 + text.length()) % 64) + "\n";
    byte[] start = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), 0};
    byte[] header = new byte[start.length + padded.length()];
    System.arraycopy(start, 0, header, 0, start.length);
    byte[] letters = padded.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(letters, 0, header, start.length, letters.length);
    return header;
  }

  /** Writes files. */
  private interface Writing {
    void run() throws IOException;
  }

  private void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new OutputException(
          "The request to the program cannot be written to %s: %s."
              .formatted(folder, e.getMessage()),
          e);
    }
  }
}
