package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.cudart.CUevent_st;
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

  /** Marks the end of what was asked for until now. */
  public void set() {
    device.check(cudart.cudaEventRecord(event, device.stream()), "An event cannot be recorded");
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
