package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.Sha256;
import org.parfocal.api.WholeFile;
import org.parfocal.core.ScoreRow;
import org.parfocal.core.text.Json;
import org.parfocal.core.text.JsonObject;

/**
 * The scores of a study that were computed before, each by a key that stands for everything it was
 * computed from. They are kept among the user's caches and not in the study's folder: scores that
 * came with somebody's folder are never taken for scores that were computed here.
 *
 * <p>One line a key, written when it is known, with a checksum: a line that was cut off counts for
 * nothing. A cache that cannot be read or written costs time and nothing else.
 */
public final class KnownScores {
  private static final int MOST_STUDIES = 200;
  private static final long MAX_BYTES = 128L << 20;
  private static final int HASH = 64;

  private final Path file;
  private final PackedScores packing = new PackedScores();
  private final Map<String, byte[]> known = new HashMap<>();

  /** Of the keys in the file, those of earlier processes that nobody has asked for. */
  private final Set<String> unasked = new HashSet<>();

  private int kept;
  private boolean unusable;

  private KnownScores(Path file) {
    this.file = file;
  }

  /** Of a study that is scored for the first and last time. */
  public static KnownScores none() {
    KnownScores none = new KnownScores(Path.of(""));
    none.unusable = true;
    return none;
  }

  /**
   * Reads what is known.
   *
   * @param caches the folder of the user's caches
   * @param study the study's folder
   */
  public static KnownScores of(Path caches, Path study) {
    String name = Sha256.of(study.toAbsolutePath().normalize().toString()).substring(0, 32);
    KnownScores scores = new KnownScores(caches.resolve("scores").resolve(name + ".txt"));
    try {
      scores.load();
    } catch (IOException e) {
      scores.unusable = true;
    }
    return scores;
  }

  /** The rows of a key. */
  public Optional<List<ScoreRow>> rows(String key) {
    unasked.remove(key);
    return Optional.ofNullable(known.get(key)).map(packing::rows);
  }

  /** The rows of a key, which whoever takes them holds from now on. */
  public Optional<List<ScoreRow>> take(String key) {
    Optional<List<ScoreRow>> rows = rows(key);
    known.remove(key);
    return rows;
  }

  /** Knows the rows of a key as long as this object lives. */
  public void add(String key, List<ScoreRow> rows) {
    known.put(key, packing.packed(rows));
  }

  /** Lets later processes know the rows of a key. */
  public void keep(String key, List<ScoreRow> rows) {
    if (unusable) {
      return;
    }
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(file.getParent());
        removeOldest();
      }
      Files.writeString(
          file, line(key, rows), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      kept++;
    } catch (IOException e) {
      unusable = true;
    }
  }

  /** Forgets what nobody asked for, where that is more than the rest. */
  public void forgetOthers() {
    if (unusable || 2 * unasked.size() <= kept) {
      return;
    }
    try {
      List<String> lines = new ArrayList<>();
      for (String line : lines()) {
        if (isWhole(line) && !unasked.containsAll(json(line).members().keySet())) {
          lines.add(line + "\n");
        }
      }
      WholeFile.write(file, String.join("", lines));
    } catch (IOException e) {
      unusable = true;
      return;
    }
    kept -= unasked.size();
    known.keySet().removeAll(unasked);
    unasked.clear();
  }

  private void load() throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
      Files.deleteIfExists(file);
      return;
    }
    Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
    for (String line : lines()) {
      if (isWhole(line)) {
        JsonObject json = json(line);
        for (String key : json.members().keySet()) {
          add(key, rows(json.texts(key)));
          unasked.add(key);
        }
      }
    }
    kept = unasked.size();
  }

  private String[] lines() throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n");
  }

  private static boolean isWhole(String line) {
    return line.length() > HASH && Sha256.of(line.substring(HASH)).equals(line.substring(0, HASH));
  }

  private static JsonObject json(String line) throws IOException {
    return Json.parse(line.substring(HASH));
  }

  private static String line(String key, List<ScoreRow> rows) {
    String cells =
        Json.line(
            Map.of(
                key,
                rows.stream()
                    .flatMap(row -> row.members().values().stream().map(String::valueOf))
                    .toList()));
    return Sha256.of(cells) + cells + "\n";
  }

  private static List<ScoreRow> rows(List<String> cells) {
    int columns = ScoreRow.columns().size();
    List<ScoreRow> rows = new ArrayList<>();
    for (int first = 0; first < cells.size(); first += columns) {
      rows.add(row(cells.subList(first, first + columns)));
    }
    return List.copyOf(rows);
  }

  private static ScoreRow row(List<String> cells) {
    return new ScoreRow(
        cells.get(0),
        cells.get(1),
        Boolean.parseBoolean(cells.get(2)),
        cells.get(3),
        new Score(
            cells.get(4),
            Part.of(cells.get(5)),
            cells.get(6),
            Double.parseDouble(cells.get(7)),
            Double.parseDouble(cells.get(8)),
            Double.parseDouble(cells.get(9)),
            cells.get(10)));
  }

  private void removeOldest() throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      List<Path> newestFirst =
          files.sorted(Comparator.comparing(KnownScores::modified).reversed()).toList();
      for (int place = MOST_STUDIES - 1; place < newestFirst.size(); place++) {
        Files.deleteIfExists(newestFirst.get(place));
      }
    }
  }

  private static Instant modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      return Instant.EPOCH;
    }
  }
}
