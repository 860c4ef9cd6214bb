package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.cudnn.cudnnBackendDescriptor_t;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;

/**
 * A descriptor of cuDNN's graph interface: attributes are set, then it is finished. Types of
 * attributes as in cuDNN's documentation of the backend descriptor types.
 */
final class Descriptor implements AutoCloseable {
  private final Device device;
  private final cudnnBackendDescriptor_t descriptor = new cudnnBackendDescriptor_t();

  Descriptor(Device device, int type) {
    this.device = device;
    device.checkCudnn(
        cudnn.cudnnBackendCreateDescriptor(type, descriptor), "cuDNN makes no descriptor");
  }

  cudnnBackendDescriptor_t pointer() {
    return descriptor;
  }

  Descriptor numbers(int attribute, long... values) {
    return set(attribute, cudnn.CUDNN_TYPE_INT64, values.length, new LongPointer(values));
  }

  /** An enumeration, of whichever type. */
  Descriptor choice(int attribute, int type, int value) {
    return set(attribute, type, 1, new IntPointer(new int[] {value}));
  }

  Descriptor number(int attribute, float value) {
    return set(attribute, cudnn.CUDNN_TYPE_FLOAT, 1, new FloatPointer(new float[] {value}));
  }

  Descriptor addresses(int attribute, int type, long... values) {
    return set(attribute, type, values.length, new LongPointer(values));
  }

  Descriptor part(int attribute, Descriptor other) {
    return addresses(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, other.descriptor.address());
  }

  private Descriptor set(int attribute, int type, long count, Pointer values) {
    try (values) {
      device.checkCudnn(
          cudnn.cudnnBackendSetAttribute(descriptor, attribute, type, count, values),
          "cuDNN does not take attribute %d".formatted(attribute));
    }
    return this;
  }

  /**
   * Finishes it.
   *
   * @throws DeviceException if cuDNN has nothing of this kind
   */
  Descriptor finish() {
    device.checkCudnn(cudnn.cudnnBackendFinalize(descriptor), "cuDNN does not support this");
    return this;
  }

  /** A whole number. */
  long number(int attribute) {
    try (LongPointer value = new LongPointer(1)) {
      get(attribute, cudnn.CUDNN_TYPE_INT64, 1, value);
      return value.get();
    }
  }

  /** How many values there are, of which as many are written as fit. */
  long get(int attribute, int type, long room, Pointer values) {
    long[] count = new long[1];
    device.checkCudnn(
        cudnn.cudnnBackendGetAttribute(descriptor, attribute, type, room, count, values),
        "cuDNN does not tell attribute %d".formatted(attribute));
    return count[0];
  }

  /** Fills descriptors with those that this holds, and says how many those are. */
  int parts(int attribute, Descriptor... into) {
    long[] places = new long[into.length];
    for (int index = 0; index < into.length; index++) {
      places[index] = into[index].descriptor.address();
    }
    try (LongPointer values = new LongPointer(places)) {
      return (int) get(attribute, cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR, into.length, values);
    }
  }

  @Override
  public void close() {
    if (!descriptor.isNull()) {
      cudnn.cudnnBackendDestroyDescriptor(descriptor);
      descriptor.setNull();
    }
  }
}
