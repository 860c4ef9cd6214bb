package org.parfocal.launcher;

import java.nio.file.Path;
import java.util.Set;

/**
 * A bundle that a feature file names, found in the repository.
 *
 * @param id Maven coordinates {@code group:artifact:version}
 * @param location the jar, or the folder of an unpacked one
 * @param onDemand installed, but started only by the command that needs it
 * @param device {@code cpu}, {@code cuda} or {@code cudnn}: installed only with the engine that it
 *     is a part of; empty for what is always installed
 */
public record PlacedBundle(String id, Path location, boolean onDemand, String device) {
  /** Whether it is installed with an engine that consists of such bundles. */
  public boolean fits(Set<String> engine) {
    return device.isEmpty() || engine.contains(device);
  }
}
