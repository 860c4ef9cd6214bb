/**
 * The harness of the benchmarks. {@link org.parfocal.benchmarks.Engine} is what is measured; each
 * engine is driven by a {@link org.parfocal.benchmarks.Worker} in a process of its own, because no
 * class path can hold both ND4J and libtorch. {@link org.parfocal.benchmarks.Benchmark} starts the
 * workers, has them compute in turns, and prints tables.
 */
@NullMarked
package org.parfocal.benchmarks;

import org.jspecify.annotations.NullMarked;
