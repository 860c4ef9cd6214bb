/** Pair and triplet embeddings with reinforced focal loss. */
@NullMarked
package org.parfocal.model.smse.internal;

import org.jspecify.annotations.NullMarked;
