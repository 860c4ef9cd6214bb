package org.parfocal.learning;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A tensor that is kept with a model, wherever it lies: in the host's memory, or on a GPU. Belongs
 * to its owner, and is of no use when that is closed.
 */
@ConsumerType
public interface StateTensor {
  /** Its sizes, the outermost first. */
  long[] shape();

  /**
   * Copies the numbers out.
   *
   * @param into float, of this shape, in the host's memory
   */
  void read(INDArray into);

  /**
   * Copies numbers in.
   *
   * @param from float, of this shape, in the host's memory
   */
  void write(INDArray from);

  /** A copy in row-major order, the caller's to close. */
  default INDArray copy() {
    INDArray copy = Nd4j.createUninitialized(DataType.FLOAT, shape(), 'c');
    read(copy);
    return copy;
  }

  /** A tensor whose numbers an array of ND4J holds. */
  static StateTensor of(INDArray array) {
    return new StateTensor() {
      @Override
      public long[] shape() {
        return array.shape();
      }

      @Override
      public void read(INDArray into) {
        into.assign(array);
      }

      @Override
      public void write(INDArray from) {
        array.assign(from);
      }
    };
  }

  /** The same for arrays by name. */
  static Map<String, StateTensor> of(Map<String, INDArray> arrays) {
    Map<String, StateTensor> tensors = new LinkedHashMap<>();
    arrays.forEach((name, array) -> tensors.put(name, of(array)));
    return tensors;
  }
}
