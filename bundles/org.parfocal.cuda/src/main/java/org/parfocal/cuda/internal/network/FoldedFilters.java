package org.parfocal.cuda.internal.network;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.parfocal.cuda.internal.device.Device;
import org.parfocal.cuda.internal.device.DeviceMemory;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.cuda.internal.device.Kernels;
import org.parfocal.plan.FoldedNorms;
import org.parfocal.plan.Folding;

/** Weights and biases of convolutions with the batch norms behind them folded in. */
final class FoldedFilters implements AutoCloseable {
  private final Map<String, DeviceMemory> memories = new HashMap<>();
  private final Map<String, Runnable> folds = new HashMap<>();
  private final Map<String, Long> biases = new HashMap<>();

  FoldedFilters(Device device, Kernels kernels, CudaParameters parameters, FoldedNorms norms) {
    for (Folding folding : norms.all()) {
      String norm = folding.norm().layer();
      long numbers = parameters.places().of(folding.weight()).parameter().length();
      int outputs = (int) parameters.places().of(norm + ".weight").parameter().length();
      long biasPlace = aligned(numbers * kernels.maps().bytes());
      DeviceMemory memory = new DeviceMemory(device, biasPlace + outputs * (long) Float.BYTES);
      memories.put(folding.layer(), memory);
      biases.put(folding.layer(), memory.address() + biasPlace);
      String bias = folding.bias();
      folds.put(
          folding.layer(),
          kernels.launch(
              "fold_batch_norm",
              Grid.each(numbers),
              parameters.address(folding.weight()),
              bias == null ? 0L : parameters.address(bias),
              parameters.address(norm + ".running_mean"),
              parameters.address(norm + ".running_var"),
              parameters.address(norm + ".weight"),
              parameters.address(norm + ".bias"),
              memory.address(),
              memory.address() + biasPlace,
              outputs,
              (int) (numbers / outputs),
              (float) folding.norm().epsilon()));
    }
  }

  /** Biases are floats, whatever weights are made of. */
  private static long aligned(long bytes) {
    return (bytes + Float.BYTES - 1) / Float.BYTES * Float.BYTES;
  }

  /** Folds one anew. */
  void fold(Folding folding) {
    Objects.requireNonNull(folds.get(folding.layer())).run();
  }

  long weight(Folding folding) {
    return Objects.requireNonNull(memories.get(folding.layer())).address();
  }

  long bias(Folding folding) {
    return Objects.requireNonNull(biases.get(folding.layer()));
  }

  @Override
  public void close() {
    memories.values().forEach(DeviceMemory::close);
  }
}
