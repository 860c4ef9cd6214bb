package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Mark;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.Update;

/**
 * The numbers of an optimizer's step, in the order of its kernel's struct. A recorded step copies
 * them from the same place each time.
 */
final class UpdateSettings implements AutoCloseable {
  private static final long BYTES = 10 * (long) Float.BYTES;

  private final DeviceMemory there;
  private final PinnedMemory here;
  private final Mark copied;

  UpdateSettings(Device device) {
    there = new DeviceMemory(device, BYTES);
    here = new PinnedMemory(device, BYTES);
    copied = new Mark(device);
  }

  /** Where the kernel reads them. */
  long address() {
    return there.address();
  }

  /**
   * Puts down the next step's. The step before has been copied long since: embeddings that were
   * computed after it have come back.
   */
  void put(Update update) {
    copied.await();
    if (update instanceof Update.Sgd sgd) {
      put((float) sgd.scale(), (float) sgd.decay(), (float) sgd.momentum(), (float) sgd.rate());
      here.integers().put(4, sgd.nesterov() ? 1 : 0);
    } else if (update instanceof Update.Adam adam) {
      put(
          (float) adam.scale(),
          (float) adam.decay(),
          (float) adam.kept(),
          (float) adam.beta1(),
          (float) (1 - adam.beta1()),
          (float) adam.beta2(),
          (float) (1 - adam.beta2()),
          (float) adam.epsilon(),
          (float) (adam.rate() / (1 - Math.pow(adam.beta1(), adam.count()))),
          (float) (1 / Math.sqrt(1 - Math.pow(adam.beta2(), adam.count()))));
    }
  }

  private void put(float... values) {
    here.floats().put(values);
  }

  /** Asks for their copy; a step of the recording. */
  void send() {
    here.send(there.address(), BYTES);
  }

  /** Says that the step was asked for, and its copy with it. */
  void sent() {
    copied.set();
  }

  @Override
  public void close() {
    copied.close();
    there.close();
    here.close();
  }
}
