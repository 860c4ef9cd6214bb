package org.parfocal.onnx.internal;

/** The order of an image's numbers in a model's input. */
enum Layout {
  /** As the file tells. */
  AUTO,
  /** Channel, row, column: PyTorch's. */
  NCHW,
  /** Row, column, channel: TensorFlow's. */
  NHWC
}
