/** The protocols that cut a data set into patient-disjoint folds. */
@NullMarked
package org.parfocal.core.internal.protocol;

import org.jspecify.annotations.NullMarked;
