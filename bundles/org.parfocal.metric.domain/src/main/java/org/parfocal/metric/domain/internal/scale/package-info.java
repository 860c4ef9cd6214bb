/** Classification as a function of the scale of the tested images. */
@NullMarked
package org.parfocal.metric.domain.internal.scale;

import org.jspecify.annotations.NullMarked;
