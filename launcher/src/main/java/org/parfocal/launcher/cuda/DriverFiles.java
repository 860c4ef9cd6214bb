package org.parfocal.launcher.cuda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Linux itself reports about NVIDIA's hardware and driver.
 *
 * @param root of the file system
 */
record DriverFiles(Path root) {
  private static final String NVIDIA = "0x10de";
  private static final String DISPLAY = "0x03";

  /** The driver that is loaded into the kernel. */
  Optional<DriverVersion> driver() {
    return DriverVersion.ofModule(text(root.resolve("proc/driver/nvidia/version")));
  }

  /** Whether the PCI bus shows a display controller by NVIDIA, with a driver or without. */
  boolean gpuOnBus() {
    try (Stream<Path> devices = Files.list(root.resolve("sys/bus/pci/devices"))) {
      return devices.anyMatch(
          device ->
              text(device.resolve("vendor")).startsWith(NVIDIA)
                  && text(device.resolve("class")).startsWith(DISPLAY));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
