package org.parfocal.cuda.internal.network;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.cuda.internal.device.Convolutions;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.cuda.internal.device.PinnedMemory;
import org.parfocal.plan.Buffer;

/** What the steps of one plan are bound to. */
final class CudaMemory implements AutoCloseable {
  private final Device device;
  private final Kernels kernels;
  private final Convolutions convolutions;
  private final CudaParameters parameters;
  private final FoldedFilters folded;
  private final long begin;
  private final List<Runnable> draws = new ArrayList<>();
  private final List<PinnedMemory> pinned = new ArrayList<>();

  /**
   * @param begin of the memory that all plans share
   */
  CudaMemory(
      Device device,
      Kernels kernels,
      Convolutions convolutions,
      CudaParameters parameters,
      FoldedFilters folded,
      long begin) {
    this.device = device;
    this.kernels = kernels;
    this.convolutions = convolutions;
    this.parameters = parameters;
    this.folded = folded;
    this.begin = begin;
  }

  /** Where a buffer lies. */
  long at(Buffer buffer) {
    return begin + buffer.offset();
  }

  Runnable launch(String kernel, Grid grid, Object... arguments) {
    return kernels.launch(kernel, grid, arguments);
  }

  Convolutions convolutions() {
    return convolutions;
  }

  CudaParameters parameters() {
    return parameters;
  }

  FoldedFilters folded() {
    return folded;
  }

  Device device() {
    return device;
  }

  /** Memory of the host that goes with the plan. */
  PinnedMemory pinned(long bytes) {
    PinnedMemory memory = new PinnedMemory(device, bytes);
    pinned.add(memory);
    return memory;
  }

  /** Something that the host does before each forward pass, and which no graph can hold. */
  void beforeForward(Runnable draw) {
    draws.add(draw);
  }

  /** Does it. */
  void draw() {
    draws.forEach(Runnable::run);
  }

  @Override
  public void close() {
    pinned.forEach(PinnedMemory::close);
  }
}
