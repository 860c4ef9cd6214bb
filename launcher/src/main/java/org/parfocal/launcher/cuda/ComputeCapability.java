package org.parfocal.launcher.cuda;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * NVIDIA's name for an instruction set.
 *
 * @param major generation; machine code of one does not run on another
 * @param minor within it; machine code runs on its own minor number and higher ones
 */
record ComputeCapability(int major, int minor) implements Comparable<ComputeCapability> {
  /**
   * What {@code nd4j-cuda-11.6} 1.0.0-M2.1 holds machine code for, as read from the library. It
   * holds no PTX, which a driver could translate for newer processors.
   */
  static final List<ComputeCapability> COMPILED =
      List.of(
          new ComputeCapability(3, 7),
          new ComputeCapability(5, 0),
          new ComputeCapability(5, 2),
          new ComputeCapability(6, 0),
          new ComputeCapability(6, 1),
          new ComputeCapability(7, 0),
          new ComputeCapability(7, 5),
          new ComputeCapability(8, 0),
          new ComputeCapability(8, 6));

  private static final Pattern TEXT = Pattern.compile("([0-9]{1,2})\\.([0-9])");

  /** Reads {@code 8.6}; empty for anything else. */
  static Optional<ComputeCapability> of(String text) {
    Matcher matcher = TEXT.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new ComputeCapability(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The newest of the compiled ones whose code runs here. */
  Optional<ComputeCapability> code() {
    return COMPILED.stream()
        .filter(one -> one.major == major && one.minor <= minor)
        .max(Comparator.naturalOrder());
  }

  /** Whether it came after everything that is compiled. */
  boolean tooNew() {
    return major > COMPILED.get(COMPILED.size() - 1).major;
  }

  @Override
  public int compareTo(ComputeCapability other) {
    return Comparator.comparingInt(ComputeCapability::major)
        .thenComparingInt(ComputeCapability::minor)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
