/** From samples to batches of pixels, read ahead of the network. Knows none of its sisters. */
@NullMarked
package org.parfocal.learning.internal.input;

import org.jspecify.annotations.NullMarked;
