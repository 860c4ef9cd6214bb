package org.parfocal.dataset.features.internal;

import java.nio.file.Path;
import java.util.OptionalInt;

/**
 * Where the vector of a table's row is, or where its vectors are.
 *
 * @param file absolute
 * @param row in that file, from 0; empty for the whole file
 * @param id of the sample that it becomes
 */
record VectorPlace(Path file, OptionalInt row, String id) {}
