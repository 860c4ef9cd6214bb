/** Brier score, calibration error and reliability. */
@NullMarked
package org.parfocal.metric.calibration.internal;

import org.jspecify.annotations.NullMarked;
