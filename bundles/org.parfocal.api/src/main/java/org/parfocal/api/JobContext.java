package org.parfocal.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** What a running job is given. */
@ProviderType
public interface JobContext {
  /** Seed of everything random in this job. */
  long seed();

  /** The fold's name, for messages. */
  String fold();

  /** Class names in label order. */
  List<String> classes();

  /**
   * The values of a field in the whole data set, in {@linkplain SampleField#ORDER their order},
   * those that the fold holds out among them.
   */
  List<String> values(SampleField field);

  /** The job's own folder; what is written here is kept with the results. */
  Path directory();

  /**
   * A folder, which need not exist, for what a job that is stopped needs to go on. What is written
   * here is there again when the same job is run again, unlike everything else in {@link
   * #directory}, and removed when the job is done.
   */
  default Path checkpoint() {
    return directory().resolve("checkpoint");
  }

  /**
   * A folder shared by the jobs of all studies of a user, for what can be computed again. Files in
   * it are named by everything that they depend on; several processes may write them.
   */
  Path cache();

  /**
   * The right to do work for all whose result is kept in {@link #cache}. Closing it lets the next
   * one begin.
   */
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Waits as long as another process, which lives, does this work. Whoever gets the turn looks
   * again whether the result is there before it begins, so that it is computed once. A job has one
   * turn at a time. Where a cache cannot be written, nobody waits.
   *
   * @param work names the work among all that use the cache
   * @throws java.util.concurrent.CancellationException if the user stopped the job
   */
  default Turn turn(String work) {
    return () -> {};
  }

  /**
   * Tells how far the job is.
   *
   * @param fraction 0 to 1
   * @param what a few words, for example {@code epoch 3 of 12, loss 0.41}
   */
  void progress(double fraction, String what);

  /**
   * Tells how far a stretch of work is: with 0 when it begins, and after each of its steps. Time
   * between two calls belongs to the stretch of the second one.
   *
   * @param done steps of the stretch that are done
   * @return whether to go on. False where a job runs only to see how long it would take, and enough
   *     of the stretch was seen: leave it, and go on with what there is. What such a job makes is
   *     thrown away
   */
  default boolean goesOn(Stretch stretch, long done) {
    return true;
  }

  /**
   * Asks, while a model is fitted, for another fit when this one ends: on the training and the
   * validation samples together, with augmentations prepared anew. Its model is the job's; that of
   * this fit is asked once more for the probabilities of the validation samples, which are stored,
   * so that thresholds and options are chosen by samples that the model did not learn from.
   *
   * @throws UnsupportedOperationException if the job has no such fit
   */
  default void refit(Refit refit) {
    throw new UnsupportedOperationException("this job fits once");
  }

  /** What was asked for, in that order, where this is the second fit; nothing in the first. */
  default List<Refit> refits() {
    return List.of();
  }

  /** Appends one line to the job's {@code history.jsonl}: numbers by name, in this order. */
  void history(Map<String, ? extends Number> values);

  /** A sentence that belongs beside the results, for example that nothing could be selected. */
  void warn(String sentence);

  /**
   * Returns if the job may go on.
   *
   * @throws java.util.concurrent.CancellationException if the user stopped it
   */
  void checkCancelled();
}
