/** Texture and logistic regression: a classifier that is not deep. */
@NullMarked
package org.parfocal.model.texture.internal;

import org.jspecify.annotations.NullMarked;
