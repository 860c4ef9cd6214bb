package org.parfocal.cuda.internal.device;

import java.util.List;
import org.bytedeco.cuda.global.cudnn;

/** In which numbers convolutions are computed. */
public enum Precision {
  /** Floats, whose products the tensor cores may compute in TF32, as is PyTorch's default. */
  FLOAT32(cudnn.CUDNN_DATA_FLOAT, List.of()),
  /** Floats, and nothing less. */
  STRICT_FLOAT32(
      cudnn.CUDNN_DATA_FLOAT,
      List.of(
          cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE,
          cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS,
          cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION)),
  /** bfloat16, summed in floats. */
  BFLOAT16(
      cudnn.CUDNN_DATA_BFLOAT16, List.of(cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION));

  final int dataType;
  private final List<Integer> refused;

  Precision(int dataType, List<Integer> refused) {
    this.dataType = dataType;
    this.refused = refused;
  }

  /** Whether maps are of bfloat16. */
  public boolean isBfloat16() {
    return this == BFLOAT16;
  }

  /** Whether an engine with these notes may compute: the same bits each time, as exactly. */
  boolean allows(List<Integer> notes) {
    return !notes.contains(cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC)
        && notes.stream().noneMatch(refused::contains);
  }
}
