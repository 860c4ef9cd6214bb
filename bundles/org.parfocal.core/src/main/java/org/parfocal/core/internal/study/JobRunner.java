package org.parfocal.core.internal.study;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.AugmentationStrategy;
import org.parfocal.api.CacheFolder;
import org.parfocal.api.Dataset;
import org.parfocal.api.EngineException;
import org.parfocal.api.Fold;
import org.parfocal.api.JobContext;
import org.parfocal.api.OutputException;
import org.parfocal.api.ParfocalException;
import org.parfocal.api.PluginException;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.ProgressListener;
import org.parfocal.core.StudyParts;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.Variant;
import org.parfocal.core.internal.claim.Claims;
import org.parfocal.core.internal.store.Disk;
import org.parfocal.core.internal.store.JobFolder;
import org.parfocal.core.internal.store.JobRecord;
import org.parfocal.core.internal.store.JobRecord.StoredFile;
import org.parfocal.core.internal.store.TrainedImages;
import org.parfocal.core.internal.store.Yaml;

/**
 * Runs one job of a plan: fit, predict, store.
 *
 * <p>Whatever a plugin throws, errors included, fails the job. Two things go further: the user's
 * stop, and results that cannot be written; both leave the job to be run again.
 */
final class JobRunner {
  private static final int MAX_TRACE = 1 << 16;

  private final Disk disk;
  private final StudyPlan plan;
  private final StudyParts parts;
  private final PixelGuard guard;
  private final ProgressListener listener;
  private final Path cache;
  private final Optional<CacheTurns> turns;
  private final Extent extent;

  /**
   * Runs jobs of a plan.
   *
   * @param guard which the samples of the plan ask before they give pixels
   * @param claims by which what jobs share is computed once
   */
  JobRunner(
      Disk disk,
      StudyPlan plan,
      StudyParts parts,
      PixelGuard guard,
      Claims claims,
      ProgressListener listener) {
    this(
        disk,
        plan,
        parts,
        guard,
        listener,
        CacheFolder.path(),
        Optional.of(new CacheTurns(claims)),
        Extent.WHOLE);
  }

  /**
   * Runs jobs as far as is wanted.
   *
   * @param cache as {@link org.parfocal.api.JobContext#cache}
   * @param turns at what is kept there; empty where nobody else uses it
   */
  JobRunner(
      Disk disk,
      StudyPlan plan,
      StudyParts parts,
      PixelGuard guard,
      ProgressListener listener,
      Path cache,
      Optional<CacheTurns> turns,
      Extent extent) {
    this.disk = disk;
    this.plan = plan;
    this.parts = parts;
    this.guard = guard;
    this.listener = listener;
    this.cache = cache;
    this.turns = turns;
    this.extent = extent;
  }

  /**
   * Runs a job.
   *
   * @param folder its own, empty but for its record and checkpoint
   * @param before its record up to now
   * @param crashes how often it was found begun and not ended
   * @return its record: DONE or FAILED
   * @throws java.util.concurrent.CancellationException if the user stopped it
   * @throws OutputException if its folder cannot be written
   * @throws PluginException if the engine does not start, or was lost
   */
  JobRecord run(PlannedJob job, JobFolder folder, JobRecord before, int crashes) {
    JobRecord record = before.begun(crashes, now(), parts.environment());
    folder.writeBegun(record);
    long start = System.nanoTime();
    Variant variant = plan.variant(job.key().variant());
    Dataset dataset = plan.data(variant.name()).dataset();
    RunningJob running =
        new RunningJob(job.key(), dataset, folder, cache, turns, disk, listener, extent);
    try {
      disk.writeUnsynced(
          folder.resolve(JobFolder.CONFIGURATION), Yaml.document(variant.configuration()));
      Fold fold = plan.data(variant.name()).fold(job.key().fold());
      running.checkCancelled();
      try (FoldFit fitted = FoldFit.of(fit(variant, guard.known(dataset)), fold, running)) {
        TrainedModel model = fitted.model();
        running.checkCancelled();
        FoldPredictions.of(model, fold, fitted.validated(), running).write(disk, folder);
        disk.writeUnsynced(
            folder.resolve(JobFolder.TRAINED_ON),
            TrainedImages.text(fitted.trainedOn(), parts.images(variant)));
        running.checkCancelled();
        save(model, folder);
      }
      running.predicting(1, "stored");
      if (Thread.currentThread().isInterrupted()) {
        throw Stopped.exception();
      }
      folder.removeCheckpoint();
      // All of it lasts before the record says so.
      disk.syncTree(folder.directory());
      JobRecord done = record.done(now(), seconds(start), running.warnings(), stored(folder));
      folder.write(done);
      return done;
    } catch (Throwable thrown) {
      return end(folder, record, thrown, seconds(start), running.warnings());
    }
  }

  private FoldFit.Fit fit(Variant variant, KnownSamples known) {
    return (fold, running) -> fit(variant, known, fold, running);
  }

  /** The only time in which anything is learnt: no pixels but those of the fold can be read. */
  private TrainedModel fit(Variant variant, KnownSamples known, Fold fold, JobContext running) {
    DeclaredSamples declared = new DeclaredSamples(known, fold);
    try (TrainingAccess training = guard.training(fold)) {
      TrainingSet augmented = TrainingSet.of(fold.training(), running.classes().size());
      for (AugmentationStrategy augmentation : parts.augmentations(variant)) {
        augmented = declared.checked(augmentation.prepare(augmented, running));
        running.checkCancelled();
      }
      extent.added(augmented.samples().size() - fold.training().size());
      return parts.model(variant).fit(augmented, training.validation(), running);
    }
  }

  private void save(TrainedModel model, JobFolder folder) {
    Path unfinished = folder.resolve(JobFolder.MODEL + ".partial");
    disk.createDirectories(unfinished);
    model.save(unfinished);
    disk.rename(unfinished, folder.resolve(JobFolder.MODEL));
  }

  private static Map<String, StoredFile> stored(JobFolder folder) {
    try {
      return folder.storedFiles();
    } catch (IOException e) {
      throw Disk.cannotWrite(folder.directory(), e);
    }
  }

  private static JobRecord end(
      JobFolder folder, JobRecord record, Throwable thrown, double seconds, List<String> warnings) {
    boolean stopped = Stopped.by(thrown);
    boolean unwritable = thrown instanceof OutputException;
    Optional<Throwable> engine = engine(thrown);
    JobRecord ended =
        record.ended(
            stopped || unwritable || engine.isPresent() ? JobState.INTERRUPTED : JobState.FAILED,
            now(),
            seconds,
            stopped ? "stopped by the user" : sentence(thrown),
            stopped ? "" : trace(thrown),
            warnings);
    try {
      folder.write(ended);
    } catch (OutputException e) {
      if (!unwritable && !stopped) {
        e.addSuppressed(thrown);
        throw e;
      }
    }
    if (stopped) {
      throw Stopped.exception();
    }
    if (unwritable) {
      throw (OutputException) thrown;
    }
    if (engine.isPresent()) {
      throw new PluginException(String.valueOf(engine.get().getMessage()), thrown);
    }
    return ended;
  }

  /**
   * A native library that cannot be loaded, or a device that was lost, fails no single job: every
   * other would end like it.
   */
  private static Optional<Throwable> engine(Throwable thrown) {
    return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
        .filter(one -> one instanceof UnsatisfiedLinkError || one instanceof EngineException)
        .findFirst();
  }

  private static String sentence(Throwable thrown) {
    String message = thrown.getMessage();
    if (thrown instanceof ParfocalException && message != null) {
      return message;
    }
    String name = thrown.getClass().getSimpleName();
    return message == null || message.isBlank() ? name : name + ": " + message;
  }

  private static String trace(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text, true));
    String trace = text.toString();
    return trace.length() > MAX_TRACE ? trace.substring(0, MAX_TRACE) : trace;
  }

  static String now() {
    return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static double seconds(long start) {
    return Math.round((System.nanoTime() - start) / 1e6) / 1e3;
  }
}
