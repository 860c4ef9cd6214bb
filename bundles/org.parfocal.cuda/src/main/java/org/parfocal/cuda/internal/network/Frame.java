package org.parfocal.cuda.internal.network;

import org.parfocal.cuda.internal.device.Grid;
import org.parfocal.plan.Buffer;
import org.parfocal.plan.MapShape;

/** Copies maps into frames of another size. */
final class Frame {
  private Frame() {}

  /** Zeros where the frame is not covered; what lies outside of it is left out. */
  static void copy(
      CudaStage stage, Buffer from, MapShape map, Buffer to, MapShape frame, int top, int left) {
    stage.step(
        memory ->
            memory.launch(
                "pad",
                Grid.each(to.length()),
                memory.at(from),
                memory.at(to),
                to.length(),
                map.channels(),
                map.height(),
                map.width(),
                frame.height(),
                frame.width(),
                top,
                left),
        from,
        to);
  }
}
