package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/** One kernel with its arguments in place: running it allocates nothing. */
final class Launch implements Runnable {
  private final Device device;
  private final String name;
  private final CUfunc_st function;
  private final Grid grid;
  private final Pointer[] arguments;
  private final PointerPointer<Pointer> places;

  /**
   * Puts arguments into memory.
   *
   * @param values of the types that the kernel declares: {@code Long} also for addresses, {@code
   *     Integer}, {@code Float}, {@code Double}; {@code int[]} for a struct of whole numbers
   */
  Launch(Device device, String name, CUfunc_st function, Grid grid, Object... values) {
    this.device = device;
    this.name = name;
    this.function = function;
    this.grid = grid;
    arguments = new Pointer[values.length];
    for (int index = 0; index < values.length; index++) {
      arguments[index] = inMemory(values[index]);
    }
    places = new PointerPointer<>(arguments);
  }

  private static Pointer inMemory(Object value) {
    if (value instanceof Long number) {
      return new LongPointer(1).put(0, number);
    }
    if (value instanceof Integer number) {
      return new IntPointer(1).put(0, number);
    }
    if (value instanceof Float number) {
      return new FloatPointer(1).put(0, number);
    }
    if (value instanceof Double number) {
      return new DoublePointer(1).put(0, number);
    }
    return new IntPointer((int[]) value);
  }

  /** A pointer to an address of the GPU, which the host must not follow. */
  static Pointer at(long address) {
    return new Address(address);
  }

  private static final class Address extends Pointer {
    private Address(long value) {
      address = value;
    }
  }

  @Override
  public void run() {
    device.check(
        cudart.cuLaunchKernel(
            function,
            grid.x(),
            grid.y(),
            1,
            grid.columns(),
            grid.rows(),
            1,
            0,
            device.stream(),
            places,
            null),
        "The kernel %s cannot be started".formatted(name));
  }
}
