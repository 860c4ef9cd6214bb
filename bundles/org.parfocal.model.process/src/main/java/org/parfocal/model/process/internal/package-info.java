/** A model strategy that leaves fitting and predicting to a program of any language. */
@NullMarked
package org.parfocal.model.process.internal;

import org.jspecify.annotations.NullMarked;
