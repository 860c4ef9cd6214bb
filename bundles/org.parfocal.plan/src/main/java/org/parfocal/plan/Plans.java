package org.parfocal.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.parfocal.api.ConfigurationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The plans of a network that were asked for last. They use one memory, one at a time.
 *
 * @param <M> what the target's steps are bound to
 * @param <P> a plan on the target
 */
public final class Plans<M, P> implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Plans.class);

  /** Two sizes of batches, training and inference, and a few of groups that differ in length. */
  private static final int KEPT = 8;

  private static final long MEBIBYTE = 1 << 20;

  private final LayerGraph network;
  private final Predicate<String> learns;
  private final FoldedNorms folded;
  private final Target<M, P> target;
  private final Map<Key, P> plans = new LinkedHashMap<>(16, 0.75f, true);
  private long reserved;

  private record Key(int images, boolean training) {}

  /**
   * Makes none yet.
   *
   * @param learns which layers learn
   */
  public Plans(
      LayerGraph network, Predicate<String> learns, FoldedNorms folded, Target<M, P> target) {
    this.network = network;
    this.learns = learns;
    this.folded = folded;
    this.target = target;
  }

  /**
   * The plan for a number of images; what another plan left in the memory is gone.
   *
   * @throws ConfigurationException if it does not fit into memory
   */
  public P of(int images, boolean training) {
    Key key = new Key(images, training);
    P plan = plans.get(key);
    if (plan == null) {
      plan = make(images, training);
      plans.put(key, plan);
      if (plans.size() > KEPT) {
        Iterator<P> eldest = plans.values().iterator();
        target.close(eldest.next());
        eldest.remove();
      }
    }
    return plan;
  }

  private Compiler<M> compile(int images, boolean training) {
    return new Compiler<>(network, learns, folded, target.operations(), images, training);
  }

  private P make(int images, boolean training) {
    long start = System.nanoTime();
    Compiler<M> compiler = compile(images, training);
    reserve(compiler.draft().place(), images, training);
    P plan = target.bind(compiler);
    LOGGER.debug(
        "Plan for {} of {} images of {} pixels: {} MiB, made in {} ms",
        training ? "training" : "inference",
        images,
        network.image().shape().height(),
        reserved / MEBIBYTE,
        (System.nanoTime() - start) / 1_000_000);
    return plan;
  }

  private void reserve(long bytes, int images, boolean training) {
    if (reserved >= bytes) {
      return;
    }
    close();
    long free = target.free();
    if (bytes > free || !target.reserve(bytes)) {
      long left = Math.min(free, target.free());
      throw new ConfigurationException(tooLarge(bytes, left, images, training));
    }
    reserved = bytes;
  }

  private String tooLarge(long bytes, long free, int images, boolean training) {
    int most = 0;
    for (int step = Integer.highestOneBit(images); step > 0; step /= 2) {
      if (most + step < images && compile(most + step, training).draft().place() <= free) {
        most += step;
      }
    }
    return "A batch of %d images of %d pixels needs %d MiB of %s, and %d MiB are free; %s."
        .formatted(
            images,
            network.image().shape().height(),
            bytes / MEBIBYTE,
            target.memory(),
            free / MEBIBYTE,
            most == 0
                ? "not even one image fits, make images.size smaller"
                : "at most %d images fit, make training.batch smaller".formatted(most));
  }

  /** Gives plans and memory back; another plan may be asked for all the same. */
  @Override
  public void close() {
    plans.values().forEach(target::close); // they are bound to the memory and go with it
    plans.clear();
    if (reserved > 0) {
      target.reserve(0);
      reserved = 0;
    }
  }
}
