package org.parfocal.cuda.internal.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;
import org.parfocal.api.EngineException;
import org.parfocal.api.Sha256;
import org.parfocal.plan.NumberType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our own kernels for one type of numbers, compiled by NVRTC for the GPU that is there. The code is
 * kept on disk by GPU, version of NVRTC and source.
 */
public final class Kernels implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(Kernels.class);

  private final Device device;
  private final NumberType maps;
  private final CUmod_st module = new CUmod_st();
  private final Map<String, CUfunc_st> functions = new HashMap<>();

  /**
   * Compiles or reads.
   *
   * @param bfloat16 whether maps are of bfloat16 or of float
   * @param cache folder for compiled code
   */
  public Kernels(Device device, boolean bfloat16, Path cache) {
    this.device = device;
    maps = bfloat16 ? NumberType.BFLOAT16 : NumberType.FLOAT32;
    String source = KernelSource.of(bfloat16);
    Path file = cache.resolve(fileName(device, source));
    byte[] code = kept(file);
    if (code.length == 0) {
      code = compile(device, source);
      keep(file, code);
    }
    try (BytePointer memory = new BytePointer(code)) {
      device.check(
          cudart.cuModuleLoadData(module, memory), "The kernels in %s do not fit".formatted(file));
    }
  }

  /** What maps are made of. */
  public NumberType maps() {
    return maps;
  }

  private static String fileName(Device device, String source) {
    int[] major = new int[1];
    int[] minor = new int[1];
    Device.checkCompiler(nvrtc.nvrtcVersion(major, minor), "NVRTC does not tell its version");
    Sha256 hash = new Sha256();
    hash.add(source.getBytes(StandardCharsets.UTF_8));
    return "kernels-%s-nvrtc-%d.%d-%s.cubin"
        .formatted(device.architecture(), major[0], minor[0], hash.hex().substring(0, 16));
  }

  private static byte[] kept(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static void keep(Path file, byte[] code) {
    try {
      Path folder = Files.createDirectories(file.getParent());
      Path written = Files.createTempFile(folder, "kernels", ".tmp");
      Files.write(written, code);
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      LOGGER.warn("Compiled kernels are not kept: {}", e.toString());
    }
  }

  private static byte[] compile(Device device, String source) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer text = new BytePointer(source, StandardCharsets.UTF_8);
        BytePointer name = new BytePointer("kernels.cu", StandardCharsets.UTF_8);
        BytePointer target =
            new BytePointer("--gpu-architecture=" + device.architecture(), StandardCharsets.UTF_8);
        // The constructor that takes one pointer would read pointers from there.
        PointerPointer<BytePointer> options = new PointerPointer<>(new BytePointer[] {target})) {
      Device.checkCompiler(
          nvrtc.nvrtcCreateProgram(program, text, name, 0, (PointerPointer) null, null),
          "NVRTC takes no program");
      int code = nvrtc.nvrtcCompileProgram(program, 1, options);
      if (code == nvrtc.NVRTC_ERROR_INVALID_OPTION) {
        throw new EngineException(
            "NVRTC does not know %s (%s); install a newer CUDA 13."
                .formatted(device.name(), device.architecture()));
      }
      Device.checkCompiler(code, "The kernels do not compile: " + log(program));
      return code(program);
    } finally {
      nvrtc.nvrtcDestroyProgram(program);
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      nvrtc.nvrtcGetProgramLogSize(program, size);
      try (BytePointer text = new BytePointer(size.get())) {
        nvrtc.nvrtcGetProgramLog(program, text);
        return text.getString();
      }
    }
  }

  private static byte[] code(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      Device.checkCompiler(nvrtc.nvrtcGetCUBINSize(program, size), "NVRTC gives no code");
      byte[] code = new byte[Math.toIntExact(size.get())];
      try (BytePointer memory = new BytePointer(size.get())) {
        Device.checkCompiler(nvrtc.nvrtcGetCUBIN(program, memory), "NVRTC gives no code");
        memory.get(code);
      }
      return code;
    }
  }

  /**
   * A kernel with its arguments.
   *
   * @param arguments of the types that it declares: {@code Long} also for addresses, {@code
   *     Integer}, {@code Float}, {@code Double}; {@code int[]} for a struct of whole numbers
   */
  public Runnable launch(String name, Grid grid, Object... arguments) {
    return new Launch(device, name, functions.computeIfAbsent(name, this::find), grid, arguments);
  }

  private CUfunc_st find(String name) {
    CUfunc_st function = new CUfunc_st();
    device.check(cudart.cuModuleGetFunction(function, module, name), "There is no kernel " + name);
    return function;
  }

  @Override
  public void close() {
    if (!module.isNull()) {
      cudart.cuModuleUnload(module);
      module.setNull();
    }
  }
}
