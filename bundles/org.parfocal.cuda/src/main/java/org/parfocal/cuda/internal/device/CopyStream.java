package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A second stream, in which copies to the device run beside what it computes. */
public final class CopyStream implements AutoCloseable {
  private final CUstream_st stream = new CUstream_st();

  /** Opens it. */
  public CopyStream(Device device) {
    device.check(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking),
        "A stream cannot be made on " + device.name());
  }

  /** Asks for a copy of the first bytes to an address of the device, and marks its end. */
  public void send(PinnedMemory from, long address, long bytes, Mark end) {
    from.send(address, bytes, stream);
    end.set(stream);
  }

  /** Gives it back after its last copy; a second call does nothing. */
  @Override
  public void close() {
    if (!stream.isNull()) {
      cudart.cudaStreamSynchronize(stream);
      cudart.cudaStreamDestroy(stream);
      stream.setNull();
    }
  }
}
