package org.parfocal.learning.internal.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.OptimizerStep;

/**
 * A backbone on a thread of its own: a backbone is used by one thread, and engines keep the
 * activations of an open training pass by thread, so that two passes cannot be open on one.
 */
final class BackboneOnThread implements Backbone {
  private final ExecutorService thread;
  private final Backbone backbone;
  private boolean closed;

  BackboneOnThread(Supplier<Backbone> backbones) {
    this.thread =
        Executors.newSingleThreadExecutor(
            task -> {
              Thread daemon = new Thread(task, "parfocal-backbone");
              daemon.setDaemon(true);
              return daemon;
            });
    try {
      this.backbone = there(backbones);
    } catch (RuntimeException | Error e) {
      thread.shutdown();
      throw e;
    }
  }

  @Override
  public int embeddingSize() {
    return backbone.embeddingSize();
  }

  @Override
  public INDArray forward(INDArray images, boolean training) {
    return there(() -> backbone.forward(images, training));
  }

  @Override
  public void backward(INDArray gradient) {
    run(() -> backbone.backward(gradient));
  }

  @Override
  public Optional<INDArray> featureMaps(INDArray images) {
    return there(() -> backbone.featureMaps(images));
  }

  @Override
  public Optional<String> firstNonFinite() {
    return there(backbone::firstNonFinite);
  }

  @Override
  public double squaredGradientNorm() {
    return there(backbone::squaredGradientNorm);
  }

  @Override
  public void step(OptimizerStep update) {
    run(() -> backbone.step(update));
  }

  @Override
  public Map<String, StateTensor> state() {
    Map<String, StateTensor> state = new LinkedHashMap<>();
    there(backbone::state).forEach((name, tensor) -> state.put(name, new ThereTensor(tensor)));
    return state;
  }

  @Override
  public Optional<TrainingMemory> memory() {
    return there(backbone::memory)
        .map(
            memory -> {
              TrainingMemory here = new TrainingMemory();
              memory.tensors().forEach((name, it) -> here.tensors().put(name, new ThereTensor(it)));
              here.numbers().putAll(memory.numbers());
              return here;
            });
  }

  @Override
  public void restore(TrainingMemory memory) {
    run(() -> backbone.restore(memory));
  }

  /** A tensor that is copied on the backbone's thread. */
  private final class ThereTensor implements StateTensor {
    private final StateTensor tensor;

    ThereTensor(StateTensor tensor) {
      this.tensor = tensor;
    }

    @Override
    public long[] shape() {
      return tensor.shape();
    }

    @Override
    public void read(INDArray into) {
      run(() -> tensor.read(into));
    }

    @Override
    public void write(INDArray from) {
      run(() -> tensor.write(from));
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      run(backbone::close);
      thread.shutdown();
    }
  }

  private void run(Runnable work) {
    there(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T there(Supplier<T> work) {
    Future<T> result = thread.submit(work::get);
    boolean interrupted = false;
    try {
      // Native work is not left half done: an interrupt waits for the end of the pass.
      while (true) {
        try {
          return result.get();
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (CancellationException e) {
      throw new IllegalStateException("nobody cancels a pass", e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
