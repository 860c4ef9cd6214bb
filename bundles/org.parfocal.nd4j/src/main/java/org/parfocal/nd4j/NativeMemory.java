package org.parfocal.nd4j;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOpsHolder;

/** What lies below ND4J's arrays. JavaCPP's own types stay inside this bundle. */
public final class NativeMemory {
  /** Numbers that a Java buffer can show: 2 GiB of them. */
  public static final long MOST_FLOATS = Integer.MAX_VALUE / Float.BYTES;

  private NativeMemory() {}

  /**
   * Some of an array's numbers as they lie in the host's memory; of use on the CPU only.
   *
   * @param array float, row-major without gaps, not a view of another one; of any size
   * @param start first of the numbers
   * @param count at most {@link #MOST_FLOATS}
   */
  public static FloatBuffer floats(INDArray array, long start, long count) {
    // Not by position and limit, which JavaCPP cuts off at 2 GiB.
    FloatPointer first = new FloatPointer(array.data().pointer()).getPointer(start);
    return first.limit(count).asBuffer();
  }

  /**
   * Bytes that arrays may still take. On the CPU: before JavaCPP's limits of resident memory
   * ({@code org.bytedeco.javacpp.maxphysicalbytes}) and of what it allocates itself ({@code
   * maxbytes}, which {@link NativeFloats} count towards and ND4J's arrays do not). On CUDA: what
   * the device has free.
   */
  public static long free() {
    if (!Nd4j.getEnvironment().isCPU()) {
      return NativeOpsHolder.getInstance().getDeviceNativeOps().getDeviceFreeMemoryDefault();
    }
    return Math.min(
        left(Pointer.maxPhysicalBytes(), Pointer.physicalBytes()),
        left(Pointer.maxBytes(), Pointer.totalBytes()));
  }

  private static long left(long limit, long taken) {
    return limit > 0 ? Math.max(0, limit - taken) : Long.MAX_VALUE;
  }
}
