package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.cudart.CUevent_st;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.global.cudart;

/** A place in what was asked of the device; the host can wait until it is reached. */
public final class Mark implements AutoCloseable {
  private final Device device;
  private final CUevent_st event = new CUevent_st();

  /** Is nowhere yet: nobody waits for it. */
  public Mark(Device device) {
    this.device = device;
    device.check(
        cudart.cudaEventCreateWithFlags(event, cudart.cudaEventDisableTiming),
        "An event cannot be made");
  }

  /** Marks the end of what the device was asked to compute until now. */
  public void set() {
    set(device.stream());
  }

  void set(CUstream_st stream) {
    device.check(cudart.cudaEventRecord(event, stream), "An event cannot be recorded");
  }

  /** Lets a stream go on only when the place is reached; the host does not wait. */
  void holdUp(CUstream_st stream) {
    device.check(cudart.cudaStreamWaitEvent(stream, event, 0), "A stream cannot wait");
  }

  /** Waits until the device has come there, and not for what was asked for afterwards. */
  public void await() {
    device.check(
        cudart.cudaEventSynchronize(event), "%s failed while it computed".formatted(device.name()));
  }

  /** Gives it back; a second call does nothing. */
  @Override
  public void close() {
    if (!event.isNull()) {
      cudart.cudaEventDestroy(event);
      event.setNull();
    }
  }
}
