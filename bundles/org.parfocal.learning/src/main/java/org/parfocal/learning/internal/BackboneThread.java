package org.parfocal.learning.internal;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.RowBuffer;
import org.parfocal.learning.Update;

/**
 * A backbone that, where there are others beside it, has a thread to itself: a backbone is used by
 * one thread, and engines keep the activations of an open training pass by thread, so that two
 * passes cannot be open on one.
 */
final class BackboneThread implements AutoCloseable {
  private final @Nullable ExecutorService thread;
  private final Backbone backbone;
  private final RowBuffer images;
  private final RowBuffer gradients;
  private boolean closed;

  BackboneThread(Supplier<Backbone> backbones, boolean ownThread, int imageSize) {
    this.thread =
        ownThread
            ? Executors.newSingleThreadExecutor(
                task -> {
                  Thread daemon = new Thread(task, "parfocal-backbone");
                  daemon.setDaemon(true);
                  return daemon;
                })
            : null;
    this.backbone = here(backbones);
    this.images = new RowBuffer(imageSize, imageSize, 3);
    this.gradients = new RowBuffer(backbone.embeddingSize());
  }

  int embeddingSize() {
    return backbone.embeddingSize();
  }

  INDArray forward(INDArray batch, boolean training) {
    return here(() -> backbone.forward(batch, training));
  }

  float[] forward(float[] pixels, int rows, boolean training) {
    return here(() -> FloatTensors.read(backbone.forward(images.rows(rows, pixels), training)));
  }

  void backward(INDArray gradient) {
    run(() -> backbone.backward(gradient));
  }

  void backward(float[] gradient, int rows) {
    run(() -> backbone.backward(gradients.rows(rows, gradient)));
  }

  Optional<String> firstNonFinite() {
    return here(backbone::firstNonFinite);
  }

  double squaredGradientNorm() {
    return here(backbone::squaredGradientNorm);
  }

  void step(Update update) {
    run(() -> backbone.step(update));
  }

  Optional<INDArray> featureMaps(INDArray image) {
    return here(() -> backbone.featureMaps(image));
  }

  Map<String, INDArray> tensors() {
    return backbone.tensors();
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    run(backbone::close);
    images.close();
    gradients.close();
    if (thread != null) {
      thread.shutdown();
    }
  }

  private void run(Runnable work) {
    here(
        () -> {
          work.run();
          return true;
        });
  }

  private <T> T here(Supplier<T> work) {
    if (thread == null) {
      return work.get();
    }
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
