package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.parfocal.api.JobContext.Turn;
import org.parfocal.api.Sha256;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.State;

/**
 * Turns at work whose result is kept in a cache, by claims beside it. One whose holder has ended is
 * taken over as that on a job is; what two compute nevertheless is the same.
 *
 * <p>Whoever is killed when the result is there already leaves a claim that nobody takes over,
 * since nobody asks for that turn any more: each process looks for such ones once.
 */
final class CacheTurns {
  /** Where the claims are, below the cache. */
  static final String FOLDER = ".claims";

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int DIGITS = 32;

  private final Claims claims;
  private final Set<Path> swept = ConcurrentHashMap.newKeySet();

  CacheTurns(Claims claims) {
    this.claims = claims;
  }

  /**
   * Waits for a turn.
   *
   * @param waiting is told each time that another process still does the work
   */
  Turn take(Path cache, String work, Runnable waiting) {
    Path all = cache.resolve(FOLDER);
    Path folder = all.resolve(Sha256.of(work).substring(0, DIGITS));
    try {
      if (swept.add(all)) {
        sweep(all);
      }
      Optional<Claim> taken = claims.take(folder);
      while (taken.isEmpty()) {
        waiting.run();
        Stopped.sleep(LOOK);
        taken = claims.take(folder);
      }
      Claim claim = taken.get();
      return () -> {
        claim.close();
        removeIfEmpty(all);
      };
    } catch (IOException e) {
      return () -> {}; // a cache that cannot be written costs time and nothing else
    }
  }

  private void sweep(Path all) throws IOException {
    if (!Files.isDirectory(all)) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      for (Path folder : folders) {
        if (claims.found(folder).filter(found -> found.state() == State.STALE).isPresent()) {
          claims.take(folder).ifPresent(Claim::close);
        }
      }
    }
  }

  private static void removeIfEmpty(Path folder) {
    try {
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      return; // somebody has a turn; or it stays, which harms nobody
    }
  }
}
