package org.parfocal.learning.internal.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.StateTensor;
import org.parfocal.nn.FloatTensors;

class SnapshotTest {
  /** As on a GPU: no array of ND4J holds the numbers. */
  private static final class Elsewhere implements StateTensor {
    private final Set<INDArray> readInto = Collections.newSetFromMap(new IdentityHashMap<>());
    private float[] numbers = {1, 2, 3};

    @Override
    public long[] shape() {
      return new long[] {3};
    }

    @Override
    public void read(INDArray into) {
      readInto.add(into);
      FloatTensors.write(numbers, into);
    }

    @Override
    public void write(INDArray from) {
      numbers = FloatTensors.read(from);
    }
  }

  @Test
  void givesBackWhatWasTakenLastAndTakesItIntoTheSameMemory() {
    Elsewhere tensor = new Elsewhere();
    try (Snapshot snapshot = new Snapshot()) {
      for (float value : List.of(4f, 5f, 6f)) {
        tensor.numbers = new float[] {value, value, value};
        snapshot.take(Map.of("weight", tensor));
      }
      tensor.numbers = new float[3];
      snapshot.restore(Map.of("weight", tensor));
    }
    assertThat(tensor.numbers).containsExactly(6, 6, 6);
    assertThat(tensor.readInto).hasSize(1);
  }
}
