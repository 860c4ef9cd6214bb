package org.parfocal.cuda.internal.device;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.SizeTPointer;

/** The one visible GPU, with a stream of one's own, in which everything happens in order. */
public final class Device implements AutoCloseable {
  private static final int CUDA_MAJOR = 13;
  private static final int THOUSAND = 1000;
  private static final int LONGEST_NAME = 256;

  /** Errors after which CUDA refuses everything in this process (CUDA Runtime API, cudaError). */
  private static final Set<Integer> STICKY =
      Set.of(
          cudart.cudaErrorIllegalAddress,
          cudart.cudaErrorLaunchTimeout,
          cudart.cudaErrorLaunchFailure,
          cudart.cudaErrorHardwareStackError,
          cudart.cudaErrorIllegalInstruction,
          cudart.cudaErrorMisalignedAddress,
          cudart.cudaErrorInvalidAddressSpace,
          cudart.cudaErrorInvalidPc,
          cudart.cudaErrorECCUncorrectable,
          cudart.cudaErrorNvlinkUncorrectable);

  private final CUstream_st stream = new CUstream_st();
  private final cudnnContext context = new cudnnContext();
  private final String name;
  private final String architecture;
  private final int processors;
  private boolean lost;
  private boolean closed;

  /**
   * Opens it.
   *
   * @throws DeviceException if there is none, or the libraries do not fit each other
   */
  public Device() {
    check(cudart.cudaSetDevice(0), "The GPU cannot be opened");
    byte[] text = new byte[LONGEST_NAME];
    check(cudart.cuDeviceGetName(text, text.length, 0), "The GPU cannot be asked for its name");
    name = new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0];
    architecture =
        "sm_%d%d"
            .formatted(
                attribute(cudart.cudaDevAttrComputeCapabilityMajor),
                attribute(cudart.cudaDevAttrComputeCapabilityMinor));
    processors = attribute(cudart.cudaDevAttrMultiProcessorCount);
    long builtFor = cudnn.cudnnGetCudartVersion() / THOUSAND;
    if (builtFor != CUDA_MAJOR) {
      throw new DeviceException(
          "The cuDNN that was found was built for CUDA %d, and CUDA %d is used; install the package nvidia-cudnn-cu13."
              .formatted(builtFor, CUDA_MAJOR));
    }
    check(
        cudart.cudaStreamCreateWithFlags(stream, cudart.cudaStreamNonBlocking),
        "A stream cannot be made on " + name);
    checkCudnn(cudnn.cudnnCreate(context), "cuDNN cannot be started on " + name);
    checkCudnn(cudnn.cudnnSetStream(context, stream), "cuDNN does not take a stream");
  }

  private int attribute(int which) {
    int[] value = new int[1];
    check(cudart.cudaDeviceGetAttribute(value, which, 0), "The GPU cannot be asked what it is");
    return value[0];
  }

  /** As NVIDIA sells it. */
  public String name() {
    return name;
  }

  /** What code is compiled for: {@code sm_90}. */
  public String architecture() {
    return architecture;
  }

  /** Streaming multiprocessors. */
  public int processors() {
    return processors;
  }

  /** Version of cuDNN: 91900 is 9.19.0. */
  public static long cudnnVersion() {
    return cudnn.cudnnGetVersion();
  }

  CUstream_st stream() {
    return stream;
  }

  cudnnContext context() {
    return context;
  }

  /** Makes this the device of the calling thread; at the begin of whatever a thread does here. */
  public void enter() {
    if (lost) {
      throw new DeviceException(
          "%s failed before and cannot be used by this process any more; start the study again, it goes on where it stopped."
              .formatted(name));
    }
    check(cudart.cudaSetDevice(0), "The GPU cannot be opened");
  }

  /** Waits until everything is done that was asked for. */
  public void synchronize() {
    check(cudart.cudaStreamSynchronize(stream), "%s failed while it computed".formatted(name));
  }

  /** Lets what is asked for from now on begin when a copy has come to a mark. */
  public void waitFor(Mark mark) {
    mark.holdUp(stream);
  }

  /** Bytes that are free. */
  public long free() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer all = new SizeTPointer(1)) {
      check(cudart.cudaMemGetInfo(free, all), "The memory of %s cannot be asked".formatted(name));
      return free.get();
    }
  }

  /**
   * Checks what a call of CUDA returned.
   *
   * @param failure begin of the sentence
   */
  void check(int code, String failure) {
    if (code == cudart.cudaSuccess) {
      return;
    }
    lost = lost || STICKY.contains(code);
    String reason =
        "%s: %s"
            .formatted(
                cudart.cudaGetErrorName(code).getString(),
                cudart.cudaGetErrorString(code).getString());
    String advice =
        code == cudart.cudaErrorMemoryAllocation
            ? "; another process may use the GPU, see nvidia-smi, or make training.batch smaller"
            : lost ? "; the kernel's log (dmesg) names an Xid if the GPU is at fault" : "";
    throw new DeviceException("%s (%s)%s.".formatted(failure, reason, advice));
  }

  /** Checks what a call of cuDNN returned. */
  void checkCudnn(int status, String failure) {
    if (status != cudnn.CUDNN_STATUS_SUCCESS) {
      throw new DeviceException(
          "%s (%s).".formatted(failure, cudnn.cudnnGetErrorString(status).getString()));
    }
  }

  /** Checks what a call of NVRTC returned. */
  static void checkCompiler(int code, String failure) {
    if (code != nvrtc.NVRTC_SUCCESS) {
      throw new DeviceException(
          "%s (%s).".formatted(failure, nvrtc.nvrtcGetErrorString(code).getString()));
    }
  }

  /** Gives stream and handle back. A second call does nothing. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      cudnn.cudnnDestroy(context);
      cudart.cudaStreamDestroy(stream);
    }
  }
}
