package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.parfocal.api.OutputException;

/**
 * A folder that goes with all it holds when it is closed. It lies in the launcher's, which the next
 * start removes where this process is killed.
 */
public final class TemporaryFolder implements AutoCloseable {
  private static final String LAUNCHERS = "parfocal.temporary";

  private final Path path;

  /**
   * Makes a folder.
   *
   * @param purpose one word, which is in its name
   * @throws OutputException if none can be made
   */
  public TemporaryFolder(String purpose) {
    String parent = System.getProperty(LAUNCHERS, System.getProperty("java.io.tmpdir", "/tmp"));
    try {
      path = Files.createTempDirectory(Path.of(parent), "parfocal-" + purpose + "-");
    } catch (IOException e) {
      throw new OutputException(
          "No temporary folder can be made in %s: %s; name another one with PARFOCAL_OPTS=-Djava.io.tmpdir=FOLDER."
              .formatted(parent, e),
          e);
    }
  }

  /** Where it is. */
  public Path path() {
    return path;
  }

  @Override
  public void close() {
    new Disk().remove(path);
  }
}
