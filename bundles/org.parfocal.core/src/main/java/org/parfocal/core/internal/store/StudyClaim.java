package org.parfocal.core.internal.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.parfocal.api.OutputException;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;

/**
 * The claim of the one process that writes a study's plan and results. Others may work on its jobs
 * meanwhile.
 */
public final class StudyClaim {
  private static final String FOLDER = ".claims";

  /** Jobs lie three folders deep. */
  private static final int DEPTH = 3;

  /** Between two looks at the claim of another process. */
  public static final Duration LOOK = Duration.ofMillis(200);

  private StudyClaim() {}

  /** Where the claims on a study are. */
  public static Path folder(Path study) {
    return study.resolve(FOLDER);
  }

  /**
   * Takes it. A claim of another machine is watched until it shows that its process lives, or that
   * it does not.
   *
   * @param study the study's folder; must exist
   * @throws OutputException if another process, or another run of this one, has it
   * @throws CancellationException if the thread was interrupted
   */
  public static Claim take(Path study, Claims claims, ProgressListener listener) {
    Path folder = folder(study);
    try {
      refuseLinks(study.toRealPath());
      while (true) {
        Optional<Claim> taken = claims.take(folder);
        if (taken.isPresent()) {
          return taken.get();
        }
        Optional<Found> other = claims.found(folder);
        if (other.isPresent() && other.get().state() == State.LIVES) {
          throw new OutputException(
              "Another run uses %s (%s). Wait for it or stop it, or choose another folder with output=FOLDER."
                  .formatted(study, other.get().holder()));
        }
        listener.preparing(
            0,
            "looking whether another run lives"
                + other.map(found -> " (" + found.holder() + ")").orElse(""));
        TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("The study was stopped; run it again to go on.");
    } catch (IOException e) {
      throw Disk.cannotWrite(folder, e);
    }
  }

  /**
   * Parfocal makes no links. One that somebody else put into a study's folder would let a run clear
   * and fill another folder.
   *
   * @throws OutputException if there is one
   */
  public static void refuseLinks(Path study) throws IOException {
    FolderTree.walk(
        study,
        DEPTH,
        (path, attributes) -> {
          if (attributes.isSymbolicLink()) {
            throw new OutputException(
                "%s is a link, and Parfocal makes none in a study's folder: remove it, or choose another folder with output=FOLDER."
                    .formatted(path));
          }
          return FileVisitResult.CONTINUE;
        });
  }
}
