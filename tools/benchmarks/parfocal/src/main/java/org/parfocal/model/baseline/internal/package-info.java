/** What the benchmarks need of the bundle that it does not export: the model. */
@NullMarked
package org.parfocal.model.baseline.internal;

import org.jspecify.annotations.NullMarked;
