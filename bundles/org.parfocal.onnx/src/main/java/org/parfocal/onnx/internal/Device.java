package org.parfocal.onnx.internal;

/** Where an encoder runs. */
enum Device {
  /** On a GPU if that can be, else on the CPU. */
  AUTO,
  /** On the CPU. */
  CPU,
  /** On an NVIDIA GPU. */
  CUDA
}
