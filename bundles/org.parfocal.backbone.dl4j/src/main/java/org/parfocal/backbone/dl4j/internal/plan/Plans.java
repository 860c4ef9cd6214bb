package org.parfocal.backbone.dl4j.internal.plan;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.nd4j.NativeFloats;
import org.parfocal.nd4j.NativeMemory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The plans of a network that were asked for last. They use one memory, one at a time. */
final class Plans implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Plans.class);

  /** Two sizes of batches, training and inference, and a few of groups that differ in length. */
  private static final int KEPT = 8;

  private static final long MEBIBYTE = 1 << 20;

  private final LayerGraph network;
  private final Parameters parameters;
  private final FoldedNorms folded;
  private final Algorithms.Choice choice;
  private final int threads;
  private final Map<Key, BoundPlan> plans = new LinkedHashMap<>(16, 0.75f, true);
  private @Nullable NativeFloats memory;

  private record Key(int images, boolean training) {}

  Plans(
      LayerGraph network,
      Parameters parameters,
      FoldedNorms folded,
      Algorithms.Choice choice,
      int threads) {
    this.network = network;
    this.parameters = parameters;
    this.folded = folded;
    this.choice = choice;
    this.threads = threads;
  }

  /**
   * The plan for a number of images; what another plan left in the memory is gone.
   *
   * @throws ConfigurationException if it does not fit into memory
   */
  BoundPlan of(int images, boolean training) {
    Key key = new Key(images, training);
    BoundPlan plan = plans.get(key);
    if (plan == null) {
      plan = make(images, training);
      plans.put(key, plan);
      if (plans.size() > KEPT) {
        Iterator<BoundPlan> eldest = plans.values().iterator();
        eldest.next().plan().close();
        eldest.remove();
      }
    }
    return plan;
  }

  private Compiler compile(int images, boolean training) {
    return new Compiler(network, parameters, folded, choice, threads, images, training, false);
  }

  private BoundPlan make(int images, boolean training) {
    long start = System.nanoTime();
    Compiler compiler = compile(images, training);
    INDArray arena = memory(compiler.draft().place(), images, training);
    Plan plan = compiler.draft().build(arena);
    Node embedding = compiler.network().embedding();
    Value result = compiler.value(embedding);
    LOGGER.debug(
        "Plan for {} of {} images of {} pixels: {} MiB, made in {} ms",
        training ? "training" : "inference",
        images,
        network.image().shape().height(),
        arena.length() * Float.BYTES / MEBIBYTE,
        (System.nanoTime() - start) / 1_000_000);
    return new BoundPlan(
        plan,
        images,
        compiler.value(compiler.network().image()).activations().array(),
        compiler.value(embedding.input()).activations().array(),
        result.activations().as(images, network.embeddingSize()),
        result.hasGradient() ? result.gradient().as(images, network.embeddingSize()) : null,
        compiler.results());
  }

  private INDArray memory(long numbers, int images, boolean training) {
    if (memory != null && memory.array().length() >= numbers) {
      return memory.array();
    }
    release();
    long free = NativeMemory.free();
    if (numbers * Float.BYTES > free) {
      throw new ConfigurationException(tooLarge(numbers, free, images, training));
    }
    memory = new NativeFloats(numbers);
    return memory.array();
  }

  private String tooLarge(long numbers, long free, int images, boolean training) {
    int most = 0;
    for (int step = Integer.highestOneBit(images); step > 0; step /= 2) {
      if (most + step < images
          && compile(most + step, training).draft().place() * Float.BYTES <= free) {
        most += step;
      }
    }
    return "A batch of %d images of %d pixels needs %d MiB of native memory, and %d MiB are free; %s."
        .formatted(
            images,
            network.image().shape().height(),
            numbers * Float.BYTES / MEBIBYTE,
            free / MEBIBYTE,
            most == 0
                ? "not even one image fits, make images.size smaller"
                : "at most %d images fit, make training.batch smaller".formatted(most));
  }

  /** Plans are bound to the memory and go with it. */
  private void release() {
    plans.values().forEach(plan -> plan.plan().close());
    plans.clear();
    if (memory != null) {
      memory.close();
      memory = null;
    }
  }

  @Override
  public void close() {
    release();
  }
}
