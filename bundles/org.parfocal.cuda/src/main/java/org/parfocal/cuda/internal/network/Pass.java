package org.parfocal.cuda.internal.network;

import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.Recording;

/**
 * Work that is asked of the device again and again. It runs step by step the first time, when
 * libraries load what they need; it is recorded the second time, and from then on starts as one
 * CUDA graph.
 */
final class Pass implements AutoCloseable {
  private final Device device;
  private final Runnable work;
  private boolean ran;
  private @Nullable Recording recording;

  Pass(Device device, Runnable work) {
    this.device = device;
    this.work = work;
  }

  void run() {
    if (!ran) {
      work.run();
      ran = true;
      return;
    }
    Recording present = recording;
    if (present == null) {
      present = new Recording(device, work);
      recording = present;
    }
    present.run();
  }

  @Override
  public void close() {
    if (recording != null) {
      recording.close();
    }
  }
}
