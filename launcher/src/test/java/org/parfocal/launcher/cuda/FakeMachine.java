package org.parfocal.launcher.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** A root folder with what is looked at, and a PATH with an nvidia-smi that is a shell script. */
final class FakeMachine {
  private final Path root;
  private final Map<String, String> environment = new HashMap<>();

  FakeMachine(Path root) {
    this.root = root;
  }

  /** A GPU on the PCI bus. */
  FakeMachine gpuOnBus() throws IOException {
    write("sys/bus/pci/devices/0000:00:02.0/vendor", "0x8086\n");
    write("sys/bus/pci/devices/0000:00:02.0/class", "0x030000\n");
    write("sys/bus/pci/devices/0000:01:00.0/vendor", "0x10de\n");
    write("sys/bus/pci/devices/0000:01:00.0/class", "0x030200\n");
    return this;
  }

  /** A driver in the kernel. */
  FakeMachine driver(String version) throws IOException {
    write(
        "proc/driver/nvidia/version",
        """
        NVRM version: NVIDIA UNIX x86_64 Kernel Module  %s  Fri Aug 26 12:13:20 UTC 2022
        GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)
        """
            .formatted(version));
    return this;
  }

  /** An nvidia-smi that prints these lines and is told to list all that is asked for. */
  FakeMachine smi(String... lines) throws IOException {
    return script("cat <<'END'\n%s\nEND".formatted(String.join("\n", lines)));
  }

  /** An nvidia-smi that prints these lines, and this when it is to list GPUs with their parts. */
  FakeMachine smiOfParts(String parts, String... lines) throws IOException {
    return script(
        "if [ \"$1\" = -L ]; then cat <<'END'\n%s\nEND\nelse cat <<'END'\n%s\nEND\nfi"
            .formatted(parts, String.join("\n", lines)));
  }

  /** An nvidia-smi that does this. */
  FakeMachine script(String body) throws IOException {
    Path program = write("path/nvidia-smi", "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    return this;
  }

  /** All libraries of CUDA but this one. */
  FakeMachine librariesWithout(String absent) throws IOException {
    for (String name : Nd4jCuda.NEEDED) {
      if (!name.equals(absent)) {
        write("usr/local/cuda-11.6/lib64/" + name, "");
      }
    }
    return this;
  }

  FakeMachine libraries() throws IOException {
    return librariesWithout("");
  }

  /** The driver's library, and all libraries of CUDA 13 and cuDNN 9 but this one, in a folder. */
  FakeMachine cudnn(String folder, String absent) throws IOException {
    write("usr/lib/x86_64-linux-gnu/libcuda.so.1", "");
    for (String name : CudnnLibraries.NEEDED) {
      if (!name.equals(absent)) {
        write(folder + "/" + name.replace("builtins.so.13", "builtins.so.13.0"), "");
      }
    }
    return this;
  }

  /** A file. */
  FakeMachine file(String name) throws IOException {
    write(name, "");
    return this;
  }

  FakeMachine variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  CudaStatus status() {
    return status(false);
  }

  /** What the engine on cuDNN says. */
  CudaStatus statusForCudnn() {
    return status(Set.of("", "cpu", "cudnn"), false);
  }

  CudaStatus status(boolean bundled) {
    return status(Set.of("", "cpu", "cuda"), bundled);
  }

  CudaStatus status(Set<String> held, boolean bundled) {
    // The script's own commands are found by the process's PATH.
    PathCommands commands =
        new PathCommands(root.resolve("path").toString(), Duration.ofSeconds(20));
    return new CudaCheck(root, commands, environment).status(held, bundled);
  }

  private Path write(String name, String text) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
