package org.parfocal.learning.internal.scale;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;

/**
 * A backbone that embeds an image at several scales and pools the embeddings. While it learns, all
 * scales are rows of one batch, so that batch norm sees them together; the gradient of a maximum
 * goes to the scale that it is of, that of a mean in equal parts to all.
 */
final class ScalePooledBackbone implements Backbone {
  private final Backbone shared;
  private final List<ImageZoom> zooms;
  private final ScalePool pool;
  private final int pixels;
  private final RowBuffer images;
  private final RowBuffer pooled;
  private final RowBuffer gradients;
  private int[] winners = new int[0];

  ScalePooledBackbone(Backbone shared, int size, List<Double> scales, ScalePool pool) {
    this.shared = shared;
    this.zooms = scales.stream().map(scale -> new ImageZoom(size, scale)).toList();
    this.pool = pool;
    this.pixels = 3 * size * size;
    this.images = new RowBuffer(size, size, 3);
    this.pooled = new RowBuffer(shared.embeddingSize());
    this.gradients = new RowBuffer(shared.embeddingSize());
  }

  @Override
  public int embeddingSize() {
    return shared.embeddingSize();
  }

  @Override
  public INDArray forward(INDArray batch, boolean training) {
    float[] from = FloatTensors.read(batch);
    int rows = Math.toIntExact(batch.size(0));
    float[][] values = training ? together(from, rows) : oneByOne(from, rows);
    float[] embeddings = new float[rows * embeddingSize()];
    winners = new int[embeddings.length];
    pool.pool(values, embeddings, winners);
    return pooled.rows(rows, embeddings);
  }

  private float[][] together(float[] from, int rows) {
    float[] all = new float[zooms.size() * from.length];
    for (int scale = 0; scale < zooms.size(); scale++) {
      zoom(scale, from, all, scale * from.length);
    }
    float[] values = FloatTensors.read(shared.forward(images.rows(zooms.size() * rows, all), true));
    int length = rows * embeddingSize();
    float[][] parts = new float[zooms.size()][];
    for (int scale = 0; scale < parts.length; scale++) {
      parts[scale] = Arrays.copyOfRange(values, scale * length, (scale + 1) * length);
    }
    return parts;
  }

  private float[][] oneByOne(float[] from, int rows) {
    float[][] parts = new float[zooms.size()][];
    float[] zoomed = new float[from.length];
    for (int scale = 0; scale < parts.length; scale++) {
      zoom(scale, from, zoomed, 0);
      parts[scale] = FloatTensors.read(shared.forward(images.rows(rows, zoomed), false)).clone();
    }
    return parts;
  }

  private void zoom(int scale, float[] from, float[] to, int offset) {
    for (int start = 0; start < from.length; start += pixels) {
      zooms.get(scale).apply(from, start, to, offset + start);
    }
  }

  @Override
  public void backward(INDArray gradient) {
    float[] own = FloatTensors.read(gradient);
    float[] all = new float[zooms.size() * own.length];
    for (int k = 0; k < own.length; k++) {
      for (int scale = 0; scale < zooms.size(); scale++) {
        if (winners[k] == scale) {
          all[scale * own.length + k] = own[k];
        } else if (winners[k] < 0) {
          all[scale * own.length + k] = own[k] / zooms.size();
        }
      }
    }
    shared.backward(gradients.rows(zooms.size() * Math.toIntExact(gradient.size(0)), all));
  }

  @Override
  public Optional<String> firstNonFinite() {
    return shared.firstNonFinite();
  }

  @Override
  public double squaredGradientNorm() {
    return shared.squaredGradientNorm();
  }

  @Override
  public void step(OptimizerStep step) {
    shared.step(step);
  }

  @Override
  public Map<String, StateTensor> state() {
    return shared.state();
  }

  @Override
  public Optional<TrainingMemory> memory() {
    return shared.memory();
  }

  @Override
  public void restore(TrainingMemory memory) {
    shared.restore(memory);
  }

  @Override
  public void close() {
    images.close();
    pooled.close();
    gradients.close();
    shared.close();
  }
}
