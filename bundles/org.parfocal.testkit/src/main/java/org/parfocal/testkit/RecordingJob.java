package org.parfocal.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import org.parfocal.api.JobContext;
import org.parfocal.api.Refit;
import org.parfocal.api.SampleField;

/** A job of the classes benign and malignant that remembers what was said to it. */
public final class RecordingJob implements JobContext {
  private final Path directory;
  private final Path cache;
  private final List<String> classes;
  private final long seed;
  private final List<String> warnings = new ArrayList<>();
  private final List<Map<String, Number>> history = new ArrayList<>();
  private final List<String> progress = new ArrayList<>();
  private final List<Double> fractions = new ArrayList<>();
  private final List<Refit> askedToRefit = new ArrayList<>();
  private List<Refit> refits = List.of();
  private final ReentrantLock turns = new ReentrantLock();
  private int checksLeft = Integer.MAX_VALUE;
  private boolean cancelled;

  /** Its cache lies in its folder. */
  public RecordingJob(Path directory, long seed) {
    this(directory, directory.resolve("cache"), List.of("benign", "malignant"), seed);
  }

  private RecordingJob(Path directory, Path cache, List<String> classes, long seed) {
    this.directory = directory;
    this.cache = cache;
    this.classes = classes;
    this.seed = seed;
  }

  /** A new job whose cache is another folder, for example one that jobs share. */
  public RecordingJob withCache(Path folder) {
    return new RecordingJob(directory, folder, classes, seed);
  }

  /** A new job of other classes. */
  public RecordingJob withClasses(String... names) {
    return new RecordingJob(directory, cache, List.of(names), seed);
  }

  /** All work is done by one thread at a time. */
  @Override
  public Turn turn(String work) {
    turns.lock();
    return turns::unlock;
  }

  /** Cancels the job at the check after the next so many. */
  public void cancelAfter(int checks) {
    checksLeft = checks;
  }

  /** Whether it was asked after it had been cancelled, and said so. */
  public boolean asked() {
    return cancelled;
  }

  /** The sentences it was warned with. */
  public List<String> warnings() {
    return Collections.unmodifiableList(warnings);
  }

  /** The lines of its history. */
  public List<Map<String, Number>> history() {
    return Collections.unmodifiableList(history);
  }

  /** A number of one line of its history; NaN if the line has none of this name. */
  public double history(int line, String name) {
    Number value = history.get(line).get(name);
    return value == null ? Double.NaN : value.doubleValue();
  }

  /** The numbers of a name, of those lines of its history that have one. */
  public List<Double> history(String name) {
    return history.stream()
        .filter(line -> line.containsKey(name))
        .map(line -> line.get(name).doubleValue())
        .toList();
  }

  /** What it was asked to fit again. */
  public List<Refit> askedToRefit() {
    return Collections.unmodifiableList(askedToRefit);
  }

  /** A new job in the second fit that this one was asked for. */
  public RecordingJob refitted() {
    RecordingJob again = new RecordingJob(directory, cache, classes, seed);
    again.refits = List.copyOf(askedToRefit);
    return again;
  }

  /** The words of its progress. */
  public List<String> progress() {
    return Collections.unmodifiableList(progress);
  }

  /** How far it was at each of these, 0 to 1. */
  public List<Double> fractions() {
    return Collections.unmodifiableList(fractions);
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public String fold() {
    return "fold";
  }

  @Override
  public List<String> classes() {
    return classes;
  }

  @Override
  public List<String> values(SampleField field) {
    return List.of();
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public Path cache() {
    return cache;
  }

  @Override
  public void progress(double fraction, String what) {
    fractions.add(fraction);
    progress.add(what);
  }

  @Override
  public void refit(Refit refit) {
    askedToRefit.add(refit);
  }

  @Override
  public List<Refit> refits() {
    return refits;
  }

  @Override
  public void history(Map<String, ? extends Number> values) {
    history.add(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
  }

  @Override
  public void warn(String sentence) {
    warnings.add(sentence);
  }

  @Override
  public void checkCancelled() {
    if (checksLeft-- <= 0) {
      cancelled = true;
      throw new CancellationException("stopped by the test");
    }
  }
}
