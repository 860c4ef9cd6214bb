package org.parfocal.cuda.internal.device;

import org.bytedeco.cuda.global.cudnn;

/** One way to compute a convolution, bound to its tensors: running it allocates nothing. */
final class ConvolutionCall implements Runnable, AutoCloseable {
  private final Device device;
  private final Descriptor plan;
  private final Descriptor tensors;

  private ConvolutionCall(Device device, Descriptor plan, Descriptor tensors) {
    this.device = device;
    this.plan = plan;
    this.tensors = tensors;
  }

  /**
   * Makes the plan of a way.
   *
   * @throws DeviceException if this GPU has no such code, or it needs more than there is for work
   */
  static ConvolutionCall of(
      Device device, Descriptor way, Tensors addresses, DeviceMemory workspace) {
    Descriptor plan = new Descriptor(device, cudnn.CUDNN_BACKEND_EXECUTION_PLAN_DESCRIPTOR);
    Descriptor pack = new Descriptor(device, cudnn.CUDNN_BACKEND_VARIANT_PACK_DESCRIPTOR);
    try {
      plan.part(cudnn.CUDNN_ATTR_EXECUTION_PLAN_ENGINE_CONFIG, way)
          .addresses(
              cudnn.CUDNN_ATTR_EXECUTION_PLAN_HANDLE,
              cudnn.CUDNN_TYPE_HANDLE,
              device.context().address())
          .finish();
      if (plan.number(cudnn.CUDNN_ATTR_EXECUTION_PLAN_WORKSPACE_SIZE) > workspace.bytes()) {
        throw new DeviceException("A convolution needs too much memory for its work.");
      }
      pack.addresses(
              cudnn.CUDNN_ATTR_VARIANT_PACK_DATA_POINTERS,
              cudnn.CUDNN_TYPE_VOID_PTR,
              addresses.input(),
              addresses.weights(),
              addresses.output())
          .numbers(
              cudnn.CUDNN_ATTR_VARIANT_PACK_UNIQUE_IDS,
              ConvolutionGraph.INPUT,
              ConvolutionGraph.WEIGHTS,
              ConvolutionGraph.OUTPUT)
          .addresses(
              cudnn.CUDNN_ATTR_VARIANT_PACK_WORKSPACE,
              cudnn.CUDNN_TYPE_VOID_PTR,
              workspace.address())
          .finish();
      return new ConvolutionCall(device, plan, pack);
    } catch (DeviceException e) {
      plan.close();
      pack.close();
      throw e;
    }
  }

  @Override
  public void run() {
    device.checkCudnn(
        cudnn.cudnnBackendExecute(device.context(), plan.pointer(), tensors.pointer()),
        "A convolution cannot be started");
  }

  @Override
  public void close() {
    plan.close();
    tensors.close();
  }
}
