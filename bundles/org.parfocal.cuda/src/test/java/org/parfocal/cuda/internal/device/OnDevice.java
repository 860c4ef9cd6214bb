package org.parfocal.cuda.internal.device;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A device with kernels, and vectors on it that are written and read as doubles. */
final class OnDevice implements AutoCloseable {
  final Device device = new Device();
  final Kernels kernels;
  final boolean bfloat16;
  private final List<DeviceMemory> memories = new ArrayList<>();

  OnDevice(boolean bfloat16) {
    this.bfloat16 = bfloat16;
    kernels = new Kernels(device, bfloat16, FakeCuda.cache());
  }

  /** Numbers of maps, in the maps' type. */
  long numbers(double... values) {
    long floats = floats(values);
    if (!bfloat16) {
      return floats;
    }
    long narrow = room(2L * values.length);
    run("narrow", Grid.each(values.length), floats, narrow, (long) values.length);
    return narrow;
  }

  /** Floats. */
  long floats(double... values) {
    long address = room(4L * values.length);
    try (PinnedMemory pinned = new PinnedMemory(device, 4L * values.length)) {
      FloatBuffer view = pinned.floats();
      for (double value : values) {
        view.put((float) value);
      }
      pinned.send(address, 4L * values.length);
      device.synchronize();
    }
    return address;
  }

  /** Whole numbers. */
  long integers(int... values) {
    long address = room(4L * values.length);
    try (PinnedMemory pinned = new PinnedMemory(device, 4L * values.length)) {
      pinned.integers().put(values);
      pinned.send(address, 4L * values.length);
      device.synchronize();
    }
    return address;
  }

  /** Memory with nothing in it. */
  long room(long bytes) {
    DeviceMemory memory = new DeviceMemory(device, bytes);
    memories.add(memory);
    return memory.address();
  }

  /** Room for numbers of maps. */
  long empty(long count) {
    return room(count * (bfloat16 ? 2 : 4));
  }

  void run(String kernel, Grid grid, Object... arguments) {
    kernels.launch(kernel, grid, arguments).run();
  }

  /** What numbers of maps are there. */
  double[] readNumbers(long address, int count) {
    if (!bfloat16) {
      return readFloats(address, count);
    }
    long wide = room(4L * count);
    run("widen", Grid.each(count), address, wide, (long) count);
    return readFloats(wide, count);
  }

  double[] readFloats(long address, int count) {
    try (PinnedMemory pinned = new PinnedMemory(device, 4L * count)) {
      pinned.receive(address, 4L * count);
      device.synchronize();
      double[] values = new double[count];
      FloatBuffer view = pinned.floats();
      for (int i = 0; i < count; i++) {
        values[i] = view.get(i);
      }
      return values;
    }
  }

  /** Numbers that bfloat16 holds exactly, so that only what a kernel does differs. */
  static double[] random(int count, long seed) {
    Random random = new Random(seed);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = rounded(random.nextGaussian());
    }
    return values;
  }

  /** To 8 bits. */
  static double rounded(double value) {
    int bits = Float.floatToIntBits((float) value);
    return Float.intBitsToFloat(bits & 0xffff0000);
  }

  @Override
  public void close() {
    memories.forEach(DeviceMemory::close);
    kernels.close();
    device.close();
  }
}
