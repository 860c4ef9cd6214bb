package org.parfocal.cuda.internal.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Choices in a file, a line for each: the number, a blank, what it was chosen for. Lines that
 * cannot be read are left out, and what another process wrote in the meantime is kept.
 */
final class KeptChoices {
  private static final Logger LOGGER = LoggerFactory.getLogger(KeptChoices.class);
  private static final int LONGEST = 1 << 20;

  private final Path file;
  private final Map<String, Integer> choices = new TreeMap<>();

  KeptChoices(Path file) {
    this.file = file;
    read(choices);
  }

  @Nullable Integer get(String key) {
    return choices.get(key);
  }

  void put(String key, int choice) {
    choices.put(key, choice);
  }

  private void read(Map<String, Integer> into) {
    try {
      if (Files.isRegularFile(file) && Files.size(file) <= LONGEST) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          int blank = line.indexOf(' ');
          if (blank > 0 && line.substring(0, blank).matches("[0-9]{1,4}")) {
            into.put(line.substring(blank + 1), Integer.valueOf(line.substring(0, blank)));
          }
        }
      }
    } catch (IOException e) {
      LOGGER.debug("Choices cannot be read", e); // they are made anew
    }
  }

  /** Writes them, with those of others. */
  void write() {
    Map<String, Integer> all = new TreeMap<>();
    read(all);
    all.putAll(choices);
    StringBuilder text = new StringBuilder();
    all.forEach((key, choice) -> text.append(choice).append(' ').append(key).append('\n'));
    try {
      Path folder = Files.createDirectories(file.getParent());
      Path written = Files.createTempFile(folder, "convolutions", ".tmp");
      Files.writeString(written, text);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOGGER.warn("The choice of algorithms is not kept: {}", e.toString());
    }
  }
}
