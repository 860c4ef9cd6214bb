package org.parfocal.platform.internal.resolving;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import org.parfocal.platform.OptionDescription;

/**
 * Makes the values of options that name files absolute, so that a stored configuration means the
 * same from any working directory.
 */
public final class PathOptions {
  private static final Set<String> IDS =
      Set.of("path", "index", "weights", "model", "file", "cache", "program");

  private PathOptions() {}

  /** The value, absolute if the option names a file; words that stand for no file are kept. */
  static String absolute(OptionDescription option, String text) {
    if (!isPath(option.id())
        || text.isBlank()
        || text.equals("none")
        || option.defaults().contains(text)
        || option.choices().containsKey(text)) {
      return text;
    }
    try {
      String home = System.getProperty("user.home", "");
      Path path = text.startsWith("~/") ? Path.of(home, text.substring(2)) : Path.of(text);
      return path.toAbsolutePath().normalize().toString();
    } catch (InvalidPathException e) {
      // The component itself reports what is wrong with it.
      return text;
    }
  }

  /** Whether an option of this id names a file. */
  public static boolean isPath(String id) {
    return IDS.contains(id) || id.endsWith(".path") || id.endsWith(".file");
  }
}
