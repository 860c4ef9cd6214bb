package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.Pointer;

/** Memory of the GPU. */
public final class DeviceMemory implements AutoCloseable {
  private final Device device;
  private final Pointer begin = new Pointer();
  private final long bytes;

  /**
   * Allocates.
   *
   * @throws DeviceException if there is not as much
   */
  public DeviceMemory(Device device, long bytes) {
    this.device = device;
    this.bytes = bytes;
    device.check(
        cudart.cudaMalloc(begin, Math.max(bytes, 1)),
        "%s has no %d MiB of memory free".formatted(device.name(), bytes >> 20));
    device.took(bytes);
  }

  /** Where it begins. */
  public long address() {
    return begin.address();
  }

  /** How much it is. */
  public long bytes() {
    return bytes;
  }

  /** Fills it with zeros. */
  public void clear() {
    device.check(
        cudart.cudaMemsetAsync(begin, 0, bytes, device.stream()), "Memory cannot be cleared");
  }

  /** Gives it back; a second call does nothing. */
  @Override
  public void close() {
    if (!begin.isNull()) {
      cudart.cudaFree(begin);
      begin.setNull();
      device.took(-bytes);
    }
  }
}
