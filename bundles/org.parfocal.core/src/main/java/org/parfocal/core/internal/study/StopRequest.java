package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.store.Disk;

/**
 * A file in a study's folder by which somebody else stops all processes that work on it, whichever
 * machine they run on.
 */
public final class StopRequest {
  private static final String NAME = ".cancel";
  private static final String NOTE =
      "Whoever works on this study stops; parfocal run goes on with it.\n";

  private StopRequest() {}

  /** Asks. */
  public static void write(Disk disk, Path study) {
    disk.write(study.resolve(NAME), NOTE);
  }

  /** Whether somebody asked. */
  public static boolean stands(Path study) {
    return Files.isRegularFile(study.resolve(NAME), LinkOption.NOFOLLOW_LINKS);
  }

  /** Takes it back, so that the study goes on. */
  public static void withdraw(Path study) {
    try {
      Files.deleteIfExists(study.resolve(NAME));
    } catch (IOException e) {
      throw Disk.cannotWrite(study.resolve(NAME), e);
    }
  }

  /** From now on the calling thread is interrupted when somebody asks. */
  static void watch(Path study, Claims claims) {
    Thread working = Thread.currentThread();
    claims.eachBeat(
        () -> {
          if (stands(study)) {
            working.interrupt();
          }
        });
  }
}
