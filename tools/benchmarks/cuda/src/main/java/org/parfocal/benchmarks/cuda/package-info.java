/** Backbones on NVIDIA GPUs, as an engine of the benchmarks. */
@NullMarked
package org.parfocal.benchmarks.cuda;

import org.jspecify.annotations.NullMarked;
