package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.cudart.CUgraphExec_st;
import org.bytedeco.cuda.cudart.CUgraph_st;
import org.bytedeco.cuda.global.cudart;

/** Launches that were recorded once as a CUDA graph, and start as one. */
public final class Recording implements Runnable, AutoCloseable {
  private final Device device;
  private final CUgraphExec_st executable = new CUgraphExec_st();

  /**
   * Records what some work asks of the device's stream, without doing it.
   *
   * @param work that has run before: while it is recorded, nothing may be loaded or allocated
   */
  public Recording(Device device, Runnable work) {
    this.device = device;
    CUgraph_st graph = new CUgraph_st();
    device.check(
        cudart.cudaStreamBeginCapture(device.stream(), cudart.cudaStreamCaptureModeThreadLocal),
        "A graph cannot be begun");
    try {
      work.run();
    } finally {
      device.check(
          cudart.cudaStreamEndCapture(device.stream(), graph), "A graph cannot be recorded");
    }
    device.check(
        cudart.cudaGraphInstantiate(executable, graph, 0), "A graph cannot be instantiated");
    cudart.cudaGraphDestroy(graph);
  }

  @Override
  public void run() {
    device.check(cudart.cudaGraphLaunch(executable, device.stream()), "A graph cannot be started");
  }

  @Override
  public void close() {
    if (!executable.isNull()) {
      cudart.cudaGraphExecDestroy(executable);
      executable.setNull();
    }
  }
}
