/** The supervised baseline. */
@NullMarked
package org.parfocal.model.baseline.internal;

import org.jspecify.annotations.NullMarked;
