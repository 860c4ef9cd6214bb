package org.parfocal.dataset.breakhis.internal;

/**
 * A file named like a BreaKHis image.
 *
 * @param name what its name says
 * @param path relative to the folder that was searched, with {@code /}
 * @param bytes its size
 */
record FoundImage(BreakhisName name, String path, long bytes) {}
