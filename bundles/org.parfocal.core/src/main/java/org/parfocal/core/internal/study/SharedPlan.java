package org.parfocal.core.internal.study;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.internal.claim.Claim;
import org.parfocal.core.internal.claim.ClaimNote;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.StoredPlan;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;
import org.parfocal.core.internal.store.StudyClaim;

/**
 * The plan that several processes work on: the first of them writes it, the others must come to the
 * same.
 */
final class SharedPlan {
  private final Disk disk;
  private final Study study;
  private final StudyParts parts;
  private final List<StudyData> data;
  private final Claims claims;

  SharedPlan(Disk disk, Study study, StudyParts parts, List<StudyData> data, Claims claims) {
    this.disk = disk;
    this.study = study;
    this.parts = parts;
    this.data = data;
    this.claims = claims;
  }

  /**
   * The plan in the study's folder.
   *
   * @param first how it is made if there is none
   * @throws ConfigurationException if this process would plan other jobs
   */
  StudyPlan of(Set<RunOption> first, ProgressListener listener) {
    try {
      while (true) {
        boolean writing = isWritten();
        Optional<String> difference =
            StudyFiles.isPlanned(study.directory()) ? difference() : Optional.of("there is none");
        if (difference.isEmpty()) {
          return plan();
        }
        if (!writing && StudyFiles.isPlanned(study.directory())) {
          throw new ConfigurationException(
              "This worker would not do the jobs that are planned in %s: %s. Start it with the same Parfocal, plugins, settings and number of threads (OMP_NUM_THREADS) as the run that planned them, or plan them anew with parfocal run."
                  .formatted(study.directory(), difference.get()));
        }
        if (!writing) {
          Optional<Claim> claim = claims.take(StudyClaim.folder(study.directory()));
          if (claim.isPresent()) {
            try (Claim held = claim.get()) {
              return WrittenPlan.of(disk, study, parts, data, first, listener).plan();
            }
          }
        }
        listener.preparing(0, "waiting for the plan");
        Stopped.sleep(StudyClaim.LOOK);
      }
    } catch (IOException e) {
      throw Disk.cannotWrite(StudyClaim.folder(study.directory()), e);
    }
  }

  private StudyPlan plan() {
    return Planner.jobs(study, parts, data, StudyFiles.skipped(disk, study.directory()));
  }

  /** Whether another process is just about to write it. */
  private boolean isWritten() throws IOException {
    return claims
        .found(StudyClaim.folder(study.directory()))
        .filter(found -> found.state() != State.STALE)
        .map(Found::note)
        .map(ClaimNote::what)
        .filter(what -> !what.equals(StudyRun.RUNNING))
        .isPresent();
  }

  /** What this process would do otherwise, in words; empty if nothing. */
  private Optional<String> difference() {
    List<StoredJob> planned = StudyFiles.plan(disk, study.directory()).jobs();
    List<StoredJob> own = StoredPlan.jobs(plan());
    for (int index = 0; index < Math.min(own.size(), planned.size()); index++) {
      StoredJob mine = own.get(index);
      StoredJob theirs = planned.get(index);
      if (!mine.key().equals(theirs.key())) {
        return Optional.of(
            "job %d is %s there and %s here".formatted(index + 1, theirs.key(), mine.key()));
      }
      if (!mine.identity().equals(theirs.identity())) {
        return Optional.of(
            "job %s, because %s"
                .formatted(mine.key(), mine.identity().differenceFrom(theirs.identity())));
      }
    }
    return own.size() == planned.size()
        ? Optional.empty()
        : Optional.of("there are %d there and %d here".formatted(planned.size(), own.size()));
  }
}
