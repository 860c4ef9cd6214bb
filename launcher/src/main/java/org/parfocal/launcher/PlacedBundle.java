package org.parfocal.launcher;

import java.nio.file.Path;

/**
 * A bundle that a feature file names, found in the repository.
 *
 * @param id Maven coordinates {@code group:artifact:version}
 * @param location the jar, or the folder of an unpacked one
 * @param onDemand installed, but started only by the command that needs it
 */
public record PlacedBundle(String id, Path location, boolean onDemand) {}
