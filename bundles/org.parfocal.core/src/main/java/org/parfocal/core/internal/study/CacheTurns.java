package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.parfocal.api.JobContext.Turn;
import org.parfocal.api.Sha256;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;

/**
 * Turns at work whose result is kept in a cache, by claims beside it. One whose holder has ended is
 * taken over as that on a job is; what two compute nevertheless is the same.
 */
final class CacheTurns {
  /** Where the claims are, below the cache. */
  static final String FOLDER = ".claims";

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int DIGITS = 32;

  private final Claims claims;

  CacheTurns(Claims claims) {
    this.claims = claims;
  }

  /**
   * Waits for a turn.
   *
   * @param waiting is told each time that another process still does the work
   */
  Turn take(Path cache, String work, Runnable waiting) {
    Path folder = cache.resolve(FOLDER).resolve(Sha256.of(work).substring(0, DIGITS));
    try {
      Optional<Claim> taken = claims.take(folder);
      while (taken.isEmpty()) {
        waiting.run();
        Stopped.sleep(LOOK);
        taken = claims.take(folder);
      }
      return taken.get()::close;
    } catch (IOException e) {
      return () -> {}; // a cache that cannot be written costs time and nothing else
    }
  }
}
