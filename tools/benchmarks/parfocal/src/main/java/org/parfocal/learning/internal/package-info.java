/** What the benchmarks need of the bundle that it does not export: its reading of images. */
@NullMarked
package org.parfocal.learning.internal;

import org.jspecify.annotations.NullMarked;
