package org.parfocal.platform;

/**
 * An installed bundle.
 *
 * @param name symbolic name
 * @param version version
 * @param state {@code active}, {@code resolved} (not started), {@code fragment} (resolved, nothing
 *     to start), {@code installed} (not resolved), {@code starting} or {@code stopping}
 * @param problem why it cannot be resolved, one sentence; empty if it can
 */
public record BundleStatus(String name, String version, String state, String problem) {}
