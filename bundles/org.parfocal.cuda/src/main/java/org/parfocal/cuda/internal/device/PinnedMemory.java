package org.parfocal.cuda.internal.device;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/** Memory of the host that the GPU reads and writes by itself. */
public final class PinnedMemory implements AutoCloseable {
  private final Device device;
  private final Pointer begin = new Pointer();
  private final long bytes;

  /** Allocates. */
  public PinnedMemory(Device device, long bytes) {
    this.device = device;
    this.bytes = bytes;
    device.check(
        cudart.cudaMallocHost(begin, Math.max(bytes, 1)),
        "%d MiB of memory cannot be pinned for the GPU".formatted(bytes >> 20));
  }

  /** A view of its first bytes. */
  public ByteBuffer view() {
    return new BytePointer(begin).capacity(bytes).asByteBuffer().order(ByteOrder.nativeOrder());
  }

  /** The same as floats. */
  public FloatBuffer floats() {
    return view().asFloatBuffer();
  }

  /** The same as whole numbers. */
  public IntBuffer integers() {
    return view().asIntBuffer();
  }

  /** Asks for a copy of the first bytes to an address of the GPU. */
  public void send(long address, long length) {
    send(address, length, device.stream());
  }

  void send(long address, long length, CUstream_st stream) {
    copy(Launch.at(address), begin, length, cudart.cudaMemcpyHostToDevice, stream);
  }

  /** Asks for a copy from an address of the GPU. */
  public void receive(long address, long length) {
    copy(begin, Launch.at(address), length, cudart.cudaMemcpyDeviceToHost, device.stream());
  }

  private void copy(Pointer to, Pointer from, long length, int kind, CUstream_st stream) {
    device.check(
        cudart.cudaMemcpyAsync(to, from, length, kind, stream),
        "Numbers cannot be copied from or to " + device.name());
  }

  /** Gives it back; a second call does nothing. */
  @Override
  public void close() {
    if (!begin.isNull()) {
      cudart.cudaFreeHost(begin);
      begin.setNull();
    }
  }
}
