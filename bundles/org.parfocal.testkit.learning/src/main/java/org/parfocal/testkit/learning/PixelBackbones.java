package org.parfocal.testkit.learning;

import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.FrozenBackbone;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;

/** Backbones that are no network: the pixels themselves, frozen; or a linear map of them. */
public final class PixelBackbones implements BackboneProvider {
  private final int length;

  private PixelBackbones(int length) {
    this.length = length;
  }

  /** Embeddings are the normalised pixels, rows from the top, RGB interleaved; frozen. */
  public static PixelBackbones fixed() {
    return new PixelBackbones(0);
  }

  /**
   * Embeddings are a linear map of the normalised pixels, which learns.
   *
   * @param length of the embeddings
   */
  public static PixelBackbones linear(int length) {
    return new PixelBackbones(length);
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    int pixels = imageSize * imageSize * 3;
    return frozen() ? new Pixels(pixels) : new LinearMap(pixels, length, seed);
  }

  @Override
  public boolean frozen() {
    return length == 0;
  }

  @Override
  public String fingerprint() {
    return "the pixels";
  }

  private static class Pixels implements FrozenBackbone {
    private final RowBuffer rows;

    Pixels(int length) {
      rows = new RowBuffer(length);
    }

    @Override
    public int embeddingSize() {
      return rows.rowLength();
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      return rows.rows(Math.toIntExact(images.size(0)), FloatTensors.read(images));
    }

    @Override
    public void close() {
      rows.close();
    }
  }

  private static final class LinearMap extends Pixels {
    private final Linear map;
    private final int length;

    LinearMap(int pixels, int length, long seed) {
      super(pixels);
      this.length = length;
      map = new Linear(pixels, length, seed);
    }

    @Override
    public int embeddingSize() {
      return length;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      return map.forward(super.forward(images, training));
    }

    @Override
    public void backward(INDArray gradient) {
      map.zeroGrad();
      map.backward(gradient);
    }

    @Override
    public double squaredGradientNorm() {
      return map.squaredGradientNorm();
    }

    @Override
    public void step(OptimizerStep update) {
      map.step(update);
    }

    @Override
    public Optional<TrainingMemory> memory() {
      return Optional.of(TrainingMemory.of(map));
    }

    @Override
    public void restore(TrainingMemory memory) {
      memory.restore(map);
    }

    @Override
    public Map<String, StateTensor> state() {
      return StateTensor.of(new Sequential(Map.of("map", map)).state());
    }

    @Override
    public void close() {
      super.close();
      map.close();
    }
  }
}
