/** Similarity fusion of magnification pyramids. */
@NullMarked
package org.parfocal.model.dsml.internal;

import org.jspecify.annotations.NullMarked;
