package org.parfocal.cuda.internal.device;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.bytedeco.cuda.cudart.CUstream_st;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.javacpp.SizeTPointer;
import org.parfocal.api.EngineException;

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
          cudart.cudaErrorNvlinkUncorrectable,
          cudart.cudaErrorContained,
          cudart.cudaErrorExternalDevice,
          cudart.cudaErrorDeviceUninitialized,
          cudart.cudaErrorContextIsDestroyed,
          cudart.cudaErrorUnknown);

  private static final String LOST =
      ", and cannot be used by this process any more; an Xid in the kernel's log (dmesg) tells why."
          + " Start the study again, it goes on where it stopped";

  private final CUstream_st stream = new CUstream_st();
  private final cudnnContext context = new cudnnContext();
  private final String name;
  private final String architecture;
  private final int processors;
  private long taken;
  private long peak;
  private boolean lost;
  private boolean closed;

  /**
   * Opens it.
   *
   * @throws EngineException if there is none, or the libraries do not fit each other
   */
  public Device() {
    try {
      name = open();
      architecture =
          "sm_%d%d"
              .formatted(
                  attribute(cudart.cudaDevAttrComputeCapabilityMajor),
                  attribute(cudart.cudaDevAttrComputeCapabilityMinor));
      processors = attribute(cudart.cudaDevAttrMultiProcessorCount);
      start();
    } catch (DeviceException e) {
      throw new EngineException(String.valueOf(e.getMessage()));
    }
  }

  private String open() {
    check(cudart.cudaSetDevice(0), "The GPU cannot be opened");
    byte[] text = new byte[LONGEST_NAME];
    check(cudart.cuDeviceGetName(text, text.length, 0), "The GPU cannot be asked for its name");
    return new String(text, StandardCharsets.US_ASCII).split("\0", 2)[0];
  }

  private void start() {
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
      throw new EngineException("%s failed before%s.".formatted(name, LOST));
    }
    check(cudart.cudaSetDevice(0), "The GPU cannot be opened");
  }

  /** Waits until everything is done that was asked for. */
  public void synchronize() {
    check(cudart.cudaStreamSynchronize(stream), "%s failed while it computed".formatted(name));
  }

  /** The same before memory is given back, whatever became of what was asked for. */
  public void settle() {
    lost = lost || STICKY.contains(cudart.cudaStreamSynchronize(stream));
  }

  /** Lets what is asked for from now on begin when a copy has come to a mark. */
  public void waitFor(Mark mark) {
    mark.holdUp(stream);
  }

  /** The most bytes that were taken here at once; not what CUDA takes for itself. */
  public long peakBytes() {
    return peak;
  }

  /** Counts memory that was taken, or given back if it is negative. */
  void took(long bytes) {
    taken += bytes;
    peak = Math.max(peak, taken);
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
   * @throws EngineException if the device can do nothing more in this process
   * @throws DeviceException if it refused this
   */
  void check(int code, String failure) {
    if (code == cudart.cudaSuccess) {
      return;
    }
    cudart.cudaGetLastError(); // forgets it, if CUDA itself can
    lost = lost || STICKY.contains(code);
    String reason =
        "%s: %s"
            .formatted(
                cudart.cudaGetErrorName(code).getString(),
                cudart.cudaGetErrorString(code).getString());
    String sentence = "%s (%s)%s.".formatted(failure, reason, lost ? LOST : advice(code));
    throw lost ? new EngineException(sentence) : new DeviceException(sentence);
  }

  private static String advice(int code) {
    if (code == cudart.cudaErrorMemoryAllocation) {
      return "; another process may use the GPU, see nvidia-smi, or make training.batch smaller";
    }
    if (code == cudart.cudaErrorDevicesUnavailable) {
      return "; another process may have it for itself, see nvidia-smi for processes and compute"
          + " mode";
    }
    return code == cudart.cudaErrorNoDevice || code == cudart.cudaErrorInvalidDevice
        ? "; CUDA_VISIBLE_DEVICES is \"%s\", see parfocal doctor"
            .formatted(System.getenv().getOrDefault("CUDA_VISIBLE_DEVICES", ""))
        : "";
  }

  /** Checks what a call of cuDNN returned, which does not say why a device was lost. */
  void checkCudnn(int status, String failure) {
    if (status != cudnn.CUDNN_STATUS_SUCCESS) {
      check(cudart.cudaPeekAtLastError(), failure);
      throw new DeviceException(
          "%s (%s).".formatted(failure, cudnn.cudnnGetErrorString(status).getString()));
    }
  }

  /** Checks what a call of NVRTC returned. */
  static void checkCompiler(int code, String failure) {
    if (code != nvrtc.NVRTC_SUCCESS) {
      throw new EngineException(
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
