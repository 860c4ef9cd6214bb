package org.parfocal.model.dann.internal;

import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.FloatTensors;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.RowBuffer;
import org.parfocal.learning.Update;

/** The pixels themselves, frozen; or a linear map of them that learns. */
record PixelBackbones(boolean frozen) implements BackboneProvider {
  private static final int LENGTH = 8;

  @Override
  public Backbone create(int imageSize, long seed) {
    return frozen ? new Pixels() : new LearningMap(seed);
  }

  @Override
  public String fingerprint() {
    return "the pixels";
  }

  private static class Pixels implements Backbone {
    private final RowBuffer pixels = new RowBuffer(PlantedFeatures.DIMENSIONS);

    @Override
    public int embeddingSize() {
      return PlantedFeatures.DIMENSIONS;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      return pixels.rows(Math.toIntExact(images.size(0)), FloatTensors.read(images));
    }

    @Override
    public void backward(INDArray gradient) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double squaredGradientNorm() {
      throw new UnsupportedOperationException();
    }

    @Override
    public void step(Update update) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, INDArray> tensors() {
      return Map.of();
    }

    @Override
    public void close() {
      pixels.close();
    }
  }

  private static final class LearningMap extends Pixels {
    private final LinearHead map;

    LearningMap(long seed) {
      map = new LinearHead(PlantedFeatures.DIMENSIONS, LENGTH, seed);
    }

    @Override
    public int embeddingSize() {
      return LENGTH;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      return map.forward(super.forward(images, training));
    }

    @Override
    public void backward(INDArray gradient) {
      map.backward(gradient);
    }

    @Override
    public double squaredGradientNorm() {
      return map.squaredGradientNorm();
    }

    @Override
    public void step(Update update) {
      map.step(update);
    }

    @Override
    public Map<String, INDArray> tensors() {
      return map.tensors("map");
    }

    @Override
    public void close() {
      super.close();
      map.close();
    }
  }
}
