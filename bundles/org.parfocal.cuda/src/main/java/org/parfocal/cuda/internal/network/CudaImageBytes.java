package org.parfocal.cuda.internal.network;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.ImageBytes;

/** Pinned memory for a batch, with what its bytes become. */
final class CudaImageBytes implements ImageBytes {
  private final Device device;
  private final ImagePort port;
  private final Forward network;
  private final PinnedMemory pinned;
  private final DeviceMemory table;
  private final ByteBuffer bytes;
  private final long image;
  private ImagePort.@Nullable Place sent;

  /** A forward pass whose images are put into the plan by somebody else. */
  @FunctionalInterface
  interface Forward {
    float[] run(int count, boolean training, PlanInput input);
  }

  /** Puts images where a plan reads them. */
  @FunctionalInterface
  interface PlanInput {
    void into(CudaPlan plan);
  }

  /**
   * @param image bytes of an image
   * @param table what each byte of each channel becomes
   */
  CudaImageBytes(
      Device device,
      ImagePort port,
      Forward network,
      CudaParameters parameters,
      int images,
      long image,
      float[] table) {
    this.device = device;
    this.port = port;
    this.network = network;
    this.image = image;
    pinned = new PinnedMemory(device, images * image);
    bytes = pinned.view();
    this.table = new DeviceMemory(device, (long) table.length * Float.BYTES);
    parameters.send(this.table.address(), table);
  }

  @Override
  public ByteBuffer bytes() {
    return bytes;
  }

  @Override
  public void send(int count) {
    device.enter();
    sent = port.send(this, pinned, count * image);
  }

  @Override
  public float[] forward(int count, boolean training) {
    return network.run(
        count,
        training,
        plan -> {
          ImagePort.Place place = sent;
          if (place == null || !place.holds(this)) {
            place = port.send(this, pinned, count * image);
          }
          sent = null;
          place.read(address -> plan.normalise(address, table.address()));
        });
  }

  @Override
  public void close() {
    pinned.close();
    table.close();
  }
}
