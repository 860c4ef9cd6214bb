/** Parfocal's own backbones as an engine of the benchmarks. */
@NullMarked
package org.parfocal.benchmarks.parfocal;

import org.jspecify.annotations.NullMarked;
