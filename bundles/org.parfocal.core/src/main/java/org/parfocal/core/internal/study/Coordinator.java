package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.claim.ClaimNote;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;
import org.parfocal.core.internal.store.StudyClaim;

/** The run that started a worker, as its claim on the study shows it; or none. */
final class Coordinator {
  private final Path study;
  private final Optional<String> id;
  private final AtomicBoolean there = new AtomicBoolean(true);

  /**
   * Looks at nothing yet.
   *
   * @param id of its claim on the study; empty if nobody started this worker
   */
  Coordinator(Path study, Optional<String> id) {
    this.study = study;
    this.id = id;
  }

  /**
   * Makes sure that it can be seen, and looks after it from then on.
   *
   * @throws OutputException if the folder does not show it
   */
  void require(Claims claims) {
    if (id.isEmpty()) {
      return;
    }
    if (!seen(claims)) {
      throw new OutputException(
          "This worker does not see the run that started it in %s: that run has ended, or the folder is not the same on both machines. Results must lie on a file system that all machines share; name it with output=FOLDER."
              .formatted(study));
    }
    claims.eachBeat(
        () -> {
          if (!seen(claims)) {
            there.set(false);
          }
        });
  }

  /** Whether it still runs; a worker that nobody started has no need of one. */
  boolean isThere() {
    return there.get();
  }

  private boolean seen(Claims claims) {
    try {
      return claims
          .found(StudyClaim.folder(study))
          .filter(found -> found.state() != State.STALE)
          .map(Found::note)
          .map(ClaimNote::id)
          .equals(id);
    } catch (IOException e) {
      return false;
    }
  }
}
