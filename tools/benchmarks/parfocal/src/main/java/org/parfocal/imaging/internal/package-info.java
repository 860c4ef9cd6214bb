/** What the benchmarks need of the bundle that it does not export: images and transforms. */
@NullMarked
package org.parfocal.imaging.internal;

import org.jspecify.annotations.NullMarked;
