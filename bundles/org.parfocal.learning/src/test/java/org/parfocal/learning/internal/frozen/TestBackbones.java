package org.parfocal.learning.internal.frozen;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.BackboneProvider;
import org.parfocal.learning.ByteInput;
import org.parfocal.learning.StateTensor;
import org.parfocal.learning.TrainingMemory;
import org.parfocal.nn.FloatTensors;
import org.parfocal.nn.Linear;
import org.parfocal.nn.OptimizerStep;
import org.parfocal.nn.RowBuffer;
import org.parfocal.nn.Sequential;

/** A linear map of an image's mean colour; counts what is made of it. */
public class TestBackbones implements BackboneProvider {
  public final AtomicInteger made = new AtomicInteger();
  public final AtomicInteger open = new AtomicInteger();
  public final AtomicInteger embedded = new AtomicInteger();

  /** Rows of each pass of inference. */
  public final List<Integer> inferred = new CopyOnWriteArrayList<>();

  private final boolean frozen;
  private final String fingerprint;

  public TestBackbones(boolean frozen) {
    this(frozen, "mean colour");
  }

  public TestBackbones(boolean frozen, String fingerprint) {
    this.frozen = frozen;
    this.fingerprint = fingerprint;
  }

  /** What a backbone says when its gradients have this sum of squares. */
  public double squaredGradientNorm(double squares) {
    return squares;
  }

  /** The layer that a backbone names when a loss is not finite. */
  public Optional<String> firstNonFinite() {
    return Optional.empty();
  }

  /** The feature maps before the pooling, of every image. */
  public Optional<INDArray> featureMaps() {
    return Optional.empty();
  }

  /** Where a backbone takes images as bytes. */
  public Optional<ByteInput> byteInput(Backbone backbone) {
    return Optional.empty();
  }

  @Override
  public Backbone create(int imageSize, long seed) {
    made.incrementAndGet();
    open.incrementAndGet();
    return new MeanColour(seed);
  }

  @Override
  public boolean frozen() {
    return frozen;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  private final class MeanColour implements Backbone {
    private final Linear map;
    private final RowBuffer colours = new RowBuffer(3);

    MeanColour(long seed) {
      map = new Linear(3, 4, seed);
    }

    @Override
    public int embeddingSize() {
      return 4;
    }

    @Override
    public INDArray forward(INDArray images, boolean training) {
      int count = (int) images.size(0);
      embedded.addAndGet(count);
      if (!training) {
        inferred.add(count);
      }
      float[] pixels = FloatTensors.read(images);
      int length = pixels.length / count;
      float[] means = new float[count * 3];
      for (int index = 0; index < pixels.length; index++) {
        means[index / length * 3 + index % 3] += pixels[index] * 3 / length;
      }
      return map.forward(colours.rows(count, means));
    }

    @Override
    public Optional<ByteInput> byteInput() {
      return TestBackbones.this.byteInput(this);
    }

    @Override
    public Optional<String> firstNonFinite() {
      return TestBackbones.this.firstNonFinite();
    }

    @Override
    public Optional<INDArray> featureMaps(INDArray images) {
      return TestBackbones.this.featureMaps();
    }

    @Override
    public void backward(INDArray gradient) {
      map.zeroGrad();
      map.backward(gradient);
    }

    @Override
    public double squaredGradientNorm() {
      return TestBackbones.this.squaredGradientNorm(map.squaredGradientNorm());
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
      open.decrementAndGet();
      map.close();
      colours.close();
    }
  }
}
