/** The bridge to LIBLINEAR. */
@NullMarked
package org.parfocal.statistics.internal;

import org.jspecify.annotations.NullMarked;
