/** Sparse signatures of embeddings and their stability. */
@NullMarked
package org.parfocal.metric.signature.internal;

import org.jspecify.annotations.NullMarked;
