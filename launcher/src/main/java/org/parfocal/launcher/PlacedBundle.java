package org.parfocal.launcher;

import java.nio.file.Path;

/**
 * A bundle that a feature file names, found in the repository.
 *
 * @param id Maven coordinates {@code group:artifact:version}
 * @param location the jar, or the folder of an unpacked one
 * @param onDemand installed, but started only by the command that needs it
 * @param device {@code cpu} or {@code cuda}: installed only if that is where networks are computed;
 *     empty for what is always installed
 */
public record PlacedBundle(String id, Path location, boolean onDemand, String device) {
  /** Whether it is installed where networks are computed on this device. */
  public boolean fits(String chosen) {
    return device.isEmpty() || device.equals(chosen);
  }
}
