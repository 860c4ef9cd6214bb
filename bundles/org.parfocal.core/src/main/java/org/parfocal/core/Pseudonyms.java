package org.parfocal.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;
import org.parfocal.core.text.Csv;

/**
 * Names in place of the ids of patients and samples, drawn at random, so that nothing of an id can
 * be read from its pseudonym; and the file that tells them apart, CSV with columns kind, id and
 * pseudonym, which stays with whoever may know the patients. With it the same ids get the same
 * pseudonyms the next time.
 */
public final class Pseudonyms {
  private static final List<String> HEADER = List.of("kind", "id", "pseudonym");
  private static final String PATIENT = "patient";
  private static final String SAMPLE = "sample";
  private static final int BYTES = 6;
  private static final long LARGEST = 1L << 30;

  private final @Nullable Path file;
  private final Map<List<String>, String> names = new LinkedHashMap<>();
  private final Set<String> used = new HashSet<>();
  private final SecureRandom random = new SecureRandom();

  /**
   * Goes on with the pseudonyms of a file, or begins one.
   *
   * @throws OutputException if there is one that is something else
   */
  public Pseudonyms(Path file) {
    this.file = file.toAbsolutePath();
    if (Files.exists(file)) {
      read(file);
    }
  }

  private Pseudonyms() {
    file = null;
  }

  /** Pseudonyms that nobody can turn back: which is whose is kept nowhere. */
  public static Pseudonyms thrownAway() {
    return new Pseudonyms();
  }

  private void read(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        throw new IOException("it is no file of pseudonyms");
      }
      List<List<String>> rows = Csv.parse(Files.readString(file));
      if (rows.isEmpty() || !rows.get(0).equals(HEADER)) {
        throw new IOException("its columns are not " + String.join(", ", HEADER));
      }
      for (List<String> row : rows.subList(1, rows.size())) {
        if (row.size() != HEADER.size()) {
          throw new IOException("a row has another length");
        }
        names.put(List.of(row.get(0), Csv.restored(row.get(1))), row.get(2));
        used.add(row.get(2));
      }
    } catch (IOException e) {
      throw new OutputException(
          "The pseudonyms in %s cannot be used (%s); name another file."
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** In place of a patient's id. */
  public String patient(String id) {
    return name(PATIENT, id);
  }

  /** In place of a sample's id. */
  public String sample(String id) {
    return name(SAMPLE, id);
  }

  private String name(String kind, String id) {
    return names.computeIfAbsent(List.of(kind, id), none -> drawn(kind));
  }

  private String drawn(String kind) {
    byte[] bytes = new byte[BYTES];
    while (true) {
      random.nextBytes(bytes);
      String name = kind + "-" + HexFormat.of().formatHex(bytes);
      if (used.add(name)) {
        return name;
      }
    }
  }

  /**
   * Keeps them, unless they are thrown away.
   *
   * @throws OutputException if the file cannot be written
   */
  public void write() {
    if (file == null) {
      return;
    }
    String text =
        Csv.text(
            HEADER,
            names.entrySet().stream()
                .map(name -> List.of(name.getKey().get(0), name.getKey().get(1), name.getValue()))
                .toList());
    try {
      WholeFile.writeSynced(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(file, e.getMessage()), e);
    }
  }
}
