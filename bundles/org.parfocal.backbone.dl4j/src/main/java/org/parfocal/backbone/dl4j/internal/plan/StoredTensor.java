package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.learning.StateTensor;
import org.parfocal.plan.FoldedNorms;

/**
 * A tensor in a parameter vector.
 *
 * @param view of the vector
 * @param folded are made anew when it is written
 */
record StoredTensor(INDArray view, FoldedNorms folded) implements StateTensor {
  @Override
  public long[] shape() {
    return view.shape();
  }

  @Override
  public void read(INDArray into) {
    into.assign(view);
  }

  @Override
  public void write(INDArray from) {
    view.assign(from);
    folded.invalidate();
  }
}
