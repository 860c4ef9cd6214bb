package org.parfocal.cuda.internal.device;

import java.util.List;
import org.bytedeco.cuda.global.cudnn;
import org.parfocal.plan.Precision;

/**
 * What a precision means for cuDNN.
 *
 * @param dataType of the tensors; sums are floats in any case
 * @param refused numerical notes of engines that compute less exactly
 */
record Exactness(int dataType, List<Integer> refused) {
  static Exactness of(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> new Exactness(cudnn.CUDNN_DATA_FLOAT, List.of());
      case STRICT ->
          new Exactness(
              cudnn.CUDNN_DATA_FLOAT,
              List.of(
                  cudnn.CUDNN_NUMERICAL_NOTE_TENSOR_CORE,
                  cudnn.CUDNN_NUMERICAL_NOTE_DOWN_CONVERT_INPUTS,
                  cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION));
      case BFLOAT16 ->
          new Exactness(
              cudnn.CUDNN_DATA_BFLOAT16,
              List.of(cudnn.CUDNN_NUMERICAL_NOTE_REDUCED_PRECISION_REDUCTION));
    };
  }

  /** Whether an engine with these notes may compute: the same bits each time, as exactly. */
  boolean allows(List<Integer> notes) {
    return !notes.contains(cudnn.CUDNN_NUMERICAL_NOTE_NONDETERMINISTIC)
        && notes.stream().noneMatch(refused::contains);
  }
}
