package org.parfocal.cuda.internal.network;

import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.CopyStream;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Mark;
import org.parfocal.cuda.internal.device.PinnedMemory;

/**
 * Two places on the device for images as bytes, by turns: one is filled while the other is read.
 */
final class ImagePort implements AutoCloseable {
  private final Device device;
  private final CopyStream copies;
  private final Place[] places;
  private int next;

  ImagePort(Device device) {
    this.device = device;
    copies = new CopyStream(device);
    places = new Place[] {new Place(), new Place()};
  }

  /** Where a batch goes. */
  final class Place {
    private final Mark arrived = new Mark(device);
    private @Nullable DeviceMemory memory;
    private @Nullable Object holder;

    private DeviceMemory room(long bytes) {
      DeviceMemory present = memory;
      if (present == null || present.bytes() < bytes) {
        close();
        present = new DeviceMemory(device, bytes);
        memory = present;
      }
      return present;
    }

    /** Whether it still holds what somebody sent last. */
    boolean holds(Object sender) {
      return holder == sender;
    }

    /** Has a kernel read it, once the copy has arrived. */
    void read(Reader reader) {
      device.waitFor(arrived);
      reader.read(room(0).address());
      holder = null;
    }

    private void close() {
      if (memory != null) {
        memory.close();
        memory = null;
      }
    }
  }

  /** Asks for something that reads bytes at an address. */
  @FunctionalInterface
  interface Reader {
    void read(long address);
  }

  /**
   * Starts to copy into the place whose turn it is. Nobody reads there any more: embeddings of what
   * was there have come back.
   */
  Place send(Object sender, PinnedMemory from, long bytes) {
    Place place = places[next];
    next = 1 - next;
    place.holder = sender;
    DeviceMemory to = place.room(bytes);
    copies.send(from, to.address(), bytes, place.arrived);
    return place;
  }

  @Override
  public void close() {
    copies.close();
    for (Place place : places) {
      place.arrived.close();
      place.close();
    }
  }
}
