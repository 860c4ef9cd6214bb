package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DidYouMean;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.core.JobKey;
import org.parfocal.core.JobRequests;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.RunOption;
import org.parfocal.core.Study;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.WorkOptions;
import org.parfocal.core.WorkResult;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.claim.Claims.Found;
import org.parfocal.core.internal.claim.Claims.State;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobAttempts;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.StudyClaim;
import org.parfocal.core.internal.study.JobWork.Ended;

/** A process that works on the jobs of a study beside others. */
public final class Worker {
  private final Disk disk;
  private final StudyPlan plan;
  private final Claims claims;
  private final Coordinator coordinator;
  private final ProgressListener listener;
  private final JobWork work;
  private int most;
  private final Map<JobKey, Integer> numbers = new HashMap<>();
  private int ran;
  private final List<JobKey> done = new ArrayList<>();
  private final List<PlannedJob> failed = new ArrayList<>();
  private Optional<PlannedJob> last = Optional.empty();

  private Worker(
      Disk disk,
      StudyPlan plan,
      StudyParts parts,
      PixelGuard guard,
      Claims claims,
      Coordinator coordinator,
      WorkOptions options,
      ProgressListener listener) {
    this.disk = disk;
    this.plan = plan;
    this.claims = claims;
    this.coordinator = coordinator;
    this.listener = listener;
    this.most = options.most();
    plan.jobs().forEach(job -> numbers.put(job.key(), numbers.size() + 1));
    ClaimProgress progress = new ClaimProgress(listener);
    JobRunner runner = new JobRunner(disk, plan, parts, guard, claims, progress);
    this.work =
        new JobWork(disk, plan, runner, claims, options.first(), listener::warning, progress);
  }

  /** Works until nothing is left to do. */
  public static WorkResult of(
      Disk disk, Study study, StudyParts parts, WorkOptions options, ProgressListener listener) {
    Path directory = study.directory();
    try (Claims claims = new Claims(options.worker())) {
      Coordinator coordinator = new Coordinator(directory, options.coordinator());
      coordinator.require(claims);
      listener.preparing(0, "reading the index");
      PixelGuard guard = new PixelGuard();
      List<StudyData> data =
          Planner.data(
              study, parts, guard, options.first().contains(RunOption.CHECK_CONTENT), listener);
      disk.createDirectories(directory);
      StudyClaim.refuseLinks(directory.toRealPath());
      if (StopRequest.stands(directory)) {
        listener.warning(
            "The study in %s was asked to stop (parfocal cancel); parfocal run goes on with it."
                .formatted(directory));
        throw Stopped.exception();
      }
      StudyPlan plan =
          new SharedPlan(disk, study, parts, data, claims).of(options.first(), listener);
      StopRequest.watch(directory, claims);
      Worker worker = new Worker(disk, plan, parts, guard, claims, coordinator, options, listener);
      if (options.requests().isPresent()) {
        return worker.asked(options.requests().get());
      }
      return options.job().isPresent()
          ? worker.one(options.job().get())
          : worker.all(new ArrayList<>(plan.jobs()));
    } catch (IOException e) {
      throw Disk.cannotWrite(directory, e);
    } catch (ParfocalException e) {
      if (Stopped.by(e)) {
        throw Stopped.exception();
      }
      throw e;
    }
  }

  /** As long as somebody asks, and the run that started this worker is there. */
  private WorkResult asked(JobRequests requests) {
    List<PlannedJob> open = new ArrayList<>();
    Optional<String> wanted = requests.next();
    while (wanted.isPresent() && coordinator.isThere()) {
      if (asked(wanted.get(), open)) {
        last.ifPresent(job -> requests.ended(job.key(), job.state()));
      } else {
        requests.nothing();
      }
      wanted = requests.next();
    }
    return new WorkResult(done, failed, List.of());
  }

  /** Whether a job ended, which is {@link #last}. */
  private boolean asked(String wanted, List<PlannedJob> open) {
    if (!wanted.isEmpty()) {
      return one(wanted).elsewhere().isEmpty();
    }
    if (open.isEmpty()) {
      // Once more, since failed jobs may have been opened again.
      done.clear();
      failed.clear();
      open.addAll(plan.jobs());
    }
    int before = ran;
    most = ran + 1;
    all(open);
    return ran > before;
  }

  private WorkResult one(String wanted) {
    PlannedJob job = job(wanted);
    boolean ended = ended(job);
    return new WorkResult(done, failed, ended ? List.of() : List.of(job.key()));
  }

  private PlannedJob job(String wanted) {
    List<PlannedJob> jobs = plan.jobs();
    if (wanted.matches("[1-9][0-9]{0,8}") && Integer.parseInt(wanted) <= jobs.size()) {
      return jobs.get(Integer.parseInt(wanted) - 1);
    }
    return jobs.stream()
        .filter(job -> job.key().toString().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "The study has no job %s.%s Give a name as parfocal plan shows it, or a number from 1 to %d."
                        .formatted(
                            wanted,
                            DidYouMean.question(
                                wanted, jobs.stream().map(job -> job.key().toString()).toList()),
                            jobs.size())));
  }

  /** Until other processes, of which each lives, work on all that is left. */
  private WorkResult all(List<PlannedJob> open) {
    Set<JobKey> alive = new HashSet<>();
    while (alive.size() < open.size() && goesOn()) {
      int before = open.size();
      goThrough(open);
      if (open.size() < before) {
        alive.clear();
      } else {
        open.stream().filter(this::lives).map(PlannedJob::key).forEach(alive::add);
        if (alive.size() < open.size() && goesOn()) {
          Stopped.sleep(Following.LOOK);
        }
      }
    }
    return new WorkResult(done, failed, open.stream().map(PlannedJob::key).toList());
  }

  /**
   * Goes once through the jobs, and leaves those that others have. Behind the first of these it
   * goes on elsewhere, so that many workers do not ask for one job after the other all together.
   */
  private void goThrough(List<PlannedJob> open) {
    List<PlannedJob> order = new ArrayList<>(open);
    List<PlannedJob> left = new ArrayList<>();
    for (int next = 0; next < order.size(); next++) {
      PlannedJob job = order.get(next);
      if (!(goesOn() && (known(job) || ended(job)))) {
        left.add(job);
        if (left.size() == 1 && goesOn()) {
          List<PlannedJob> rest = order.subList(next + 1, order.size());
          Collections.rotate(rest, ThreadLocalRandom.current().nextInt(rest.size() + 1));
        }
      }
    }
    open.clear();
    open.addAll(left);
  }

  private boolean goesOn() {
    return ran < most && coordinator.isThere();
  }

  /** Whether a job needs no work, by its record alone: what is damaged is found by others. */
  private boolean known(PlannedJob job) {
    try {
      Optional<JobRecord> record =
          new JobFolder(disk, job.directory())
              .record()
              .filter(found -> found.identity().equals(job.identity()));
      record.ifPresent(found -> note(job, found));
      return record.filter(found -> found.state().isFinal()).isPresent();
    } catch (IOException e) {
      return false;
    }
  }

  private void note(PlannedJob job, JobRecord record) {
    last = Optional.of(job.with(record.state(), record.attempts(), record.message()));
    if (record.state() == JobState.DONE) {
      done.add(job.key());
    } else if (record.state() == JobState.FAILED) {
      failed.add(job.with(record.state(), record.attempts(), record.message()));
    }
  }

  private boolean ended(PlannedJob job) {
    if (Stopped.by(null)) {
      throw Stopped.exception();
    }
    Optional<Ended> ended =
        work.run(job, () -> listener.jobStarted(job.key(), number(job), plan.jobs().size()));
    ended.map(Ended::record).ifPresent(record -> note(job, record));
    ended.filter(Ended::here).map(Ended::record).ifPresent(this::ran);
    return ended.isPresent();
  }

  private int number(PlannedJob job) {
    return Objects.requireNonNull(numbers.get(job.key()));
  }

  private void ran(JobRecord record) {
    ran++;
    listener.jobEnded(record.key(), record.state(), record.time(), record.message());
  }

  private boolean lives(PlannedJob job) {
    try {
      return claims
          .found(JobAttempts.folder(job.directory()))
          .map(Found::state)
          .filter(State.LIVES::equals)
          .isPresent();
    } catch (IOException e) {
      throw new OutputException(
          "%s cannot be read: %s.".formatted(JobAttempts.folder(job.directory()), e.getMessage()),
          e);
    }
  }
}
