package org.parfocal.launcher.cuda;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code nvidia-smi}.
 *
 * @param index its number, by place on the PCI bus
 * @param uuid its lasting name, {@code GPU-…}
 * @param capability null if it is unknown
 * @param driver null if it is unknown
 * @param name as NVIDIA sells it
 */
record Gpu(
    int index,
    String uuid,
    @Nullable ComputeCapability capability,
    @Nullable DriverVersion driver,
    String name) {
  /** What {@code nvidia-smi} is asked for; the name last, for it may hold commas. */
  static final List<String> QUERY =
      List.of("--query-gpu=index,uuid,compute_cap,driver_version,name", "--format=csv,noheader");

  private static final int FIELDS = 5;
  private static final int LONGEST_NAME = 60;

  /** Reads an answer, leaving out lines that are none of a GPU. */
  static List<Gpu> all(Commands.Ended answer) {
    return answer.output().lines().flatMap(line -> of(line).stream()).toList();
  }

  /** Reads a line; empty if it is none of a GPU. */
  static Optional<Gpu> of(String line) {
    String[] fields = line.split(",", FIELDS);
    if (fields.length < FIELDS || !fields[0].strip().matches("[0-9]{1,3}")) {
      return Optional.empty();
    }
    return Optional.of(
        new Gpu(
            Integer.parseInt(fields[0].strip()),
            fields[1].strip(),
            ComputeCapability.of(fields[2].strip()).orElse(null),
            DriverVersion.of(fields[3].strip()).orElse(null),
            printable(fields[4])));
  }

  /** What may be shown of another program's text. */
  static String printable(String text) {
    String clean = text.replaceAll("[^\\x20-\\x7E]+", " ").strip();
    return clean.length() <= LONGEST_NAME ? clean : clean.substring(0, LONGEST_NAME) + "…";
  }

  /** {@code GPU 0 (NVIDIA RTX A6000)}. */
  @Override
  public String toString() {
    return "GPU %d (%s)".formatted(index, name);
  }
}
