/** The bridge to LIBLINEAR. */
@NullMarked
package org.parfocal.linear.internal;

import org.jspecify.annotations.NullMarked;
