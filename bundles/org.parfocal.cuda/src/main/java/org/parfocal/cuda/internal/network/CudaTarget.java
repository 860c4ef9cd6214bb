package org.parfocal.cuda.internal.network;

import org.jspecify.annotations.Nullable;
import org.parfocal.cuda.internal.device.Convolutions;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceException;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.plan.Compiler;
import org.parfocal.plan.Operations;
import org.parfocal.plan.Target;

/** The GPU as a place where plans run. */
record CudaTarget(
    Device device,
    Kernels kernels,
    Convolutions convolutions,
    CudaParameters parameters,
    FoldedFilters folded,
    Operations<CudaMemory> operations,
    Reserved reserved)
    implements Target<CudaMemory, CudaPlan> {
  /** The memory that all plans share. */
  static final class Reserved implements AutoCloseable {
    private @Nullable DeviceMemory memory;

    @Override
    public void close() {
      if (memory != null) {
        memory.close();
        memory = null;
      }
    }
  }

  @Override
  public String memory() {
    return "memory of " + device.name();
  }

  @Override
  public long free() {
    return device.free();
  }

  @Override
  public boolean reserve(long bytes) {
    reserved.close();
    if (bytes > 0) {
      try {
        reserved.memory = new DeviceMemory(device, bytes);
      } catch (DeviceException e) {
        return false; // what is free lies in pieces, or another process was quicker
      }
    }
    return true;
  }

  @Override
  public CudaPlan bind(Compiler<CudaMemory> compiled) {
    DeviceMemory begin = reserved.memory;
    if (begin == null) {
      throw new IllegalStateException("no memory is reserved");
    }
    CudaMemory memory =
        new CudaMemory(device, kernels, convolutions, parameters, folded, begin.address());
    return new CudaPlan(device, compiled.draft().build(memory), compiled.ports(), memory);
  }

  @Override
  public void close(CudaPlan plan) {
    plan.close();
  }
}
