package org.parfocal.cuda.internal.network;

import java.util.function.ToLongFunction;
import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;

/**
 * Sums over all rows of a matrix, in chunks that are added up in their order.
 *
 * @param processors of the device
 */
record ColumnSums(CudaStage stage, int processors) {
  /** Adds the steps that write the sums of a buffer's columns to an address. */
  void add(Buffer matrix, int columns, ToLongFunction<CudaMemory> target) {
    long rows = matrix.length() / columns;
    int chunks = Grid.chunksOf(rows, columns, processors);
    Buffer parts = stage.floats(chunks, columns);
    stage.step(
        memory ->
            memory.launch(
                "column_sums",
                Grid.chunks(chunks, columns),
                memory.at(matrix),
                memory.at(parts),
                rows,
                columns),
        matrix,
        parts);
    stage.step(
        memory ->
            memory.launch(
                "add_chunks",
                Grid.each(columns),
                memory.at(parts),
                target.applyAsLong(memory),
                chunks,
                columns),
        parts);
  }
}
