package org.parfocal.model.dsml.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainingSet;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.LinearHead;
import org.parfocal.learning.Update;

/**
 * Pyramids of three magnifications whose pixels are features. Nine of them tell the class with
 * noise that all magnifications of a place share, eighteen with noise of each image's own:
 * averaging over the magnifications helps, and only the first nine can be agreed on.
 */
final class PlantedPyramids implements Images, BackboneProvider {
  static final List<String> MAGNIFICATIONS = List.of("40X", "100X", "200X");

  private static final int SIZE = 3;
  private static final int PIXELS = SIZE * SIZE * 3;
  private static final int SHARED = 9;

  private final boolean frozen;

  /** Whether the backbone is the pixels themselves; else a trainable linear map of them. */
  PlantedPyramids(boolean frozen) {
    this.frozen = frozen;
  }

  /** Pyramids one after another, of the two classes in turn. */
  static List<Sample> cohort(String prefix, int places) {
    List<Sample> samples = new ArrayList<>();
    for (int place = 0; place < places; place++) {
      double microns = 2;
      for (String magnification : MAGNIFICATIONS) {
        microns /= 2;
        samples.add(
            Samples.of(
                prefix + place, "place", magnification, OptionalDouble.of(microns), place % 2));
      }
    }
    return samples;
  }

  /** Every pyramid once an epoch. */
  static TrainingSet set(List<Sample> samples) {
    int magnifications = MAGNIFICATIONS.size();
    return new TrainingSet(
        samples,
        2,
        magnifications,
        (epoch, random) -> {
          List<List<Sample>> groups = new ArrayList<>();
          for (int row = 0; row < samples.size(); row += magnifications) {
            groups.add(samples.subList(row, row + magnifications));
          }
          Collections.shuffle(groups, new Random(random.nextLong()));
          return groups;
        });
  }

  @Override
  public int size() {
    return SIZE;
  }

  @Override
  public List<Double> mean() {
    return List.of(0.5, 0.5, 0.5);
  }

  @Override
  public List<Double> deviation() {
    return List.of(0.25, 0.25, 0.25);
  }

  @Override
  public void read(Sample sample, byte[] target, int offset) {
    Random place = new Random(sample.patient().hashCode());
    Random own = new Random(sample.id().hashCode());
    double signal = sample.label() == 1 ? 1 : -1;
    for (int k = 0; k < PIXELS; k++) {
      double value =
          k < SHARED ? 0.15 * signal + place.nextGaussian() : 0.18 * signal + own.nextGaussian();
      target[offset + k] = (byte) Math.max(0, Math.min(255, Math.round(128 + 30 * value)));
    }
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    return new Pixels(frozen ? null : new LinearHead(PIXELS, 6, seed));
  }

  @Override
  public boolean frozen() {
    return frozen;
  }

  @Override
  public String fingerprint() {
    return "planted";
  }

  private static final class Pixels implements Backbone {
    private final @Nullable LinearHead map;
    private INDArray embeddings = Nd4j.create(DataType.FLOAT, 1, PIXELS);

    Pixels(@Nullable LinearHead map) {
      this.map = map;
    }

    @Override
    public int embeddingSize() {
      return map == null ? PIXELS : 6;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      embeddings.close();
      embeddings = images.dup('c').reshape(images.size(0), PIXELS);
      return map == null ? embeddings : map.forward(embeddings);
    }

    @Override
    public void backward(INDArray gradient) {
      if (map != null) {
        map.backward(gradient);
      }
    }

    @Override
    public double squaredGradientNorm() {
      return map == null ? 0 : map.squaredGradientNorm();
    }

    @Override
    public void step(Update update) {
      if (map != null) {
        map.step(update);
      }
    }

    @Override
    public Map<String, INDArray> tensors() {
      return map == null ? Map.of() : map.tensors("map");
    }

    @Override
    public void close() {
      embeddings.close();
      if (map != null) {
        map.close();
      }
    }
  }
}
