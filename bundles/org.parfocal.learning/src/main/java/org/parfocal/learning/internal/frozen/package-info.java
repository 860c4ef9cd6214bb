/**
 * Embeddings of a frozen backbone, computed once for each image's content. Uses {@code model} and
 * {@code input}.
 */
@NullMarked
package org.parfocal.learning.internal.frozen;

import org.jspecify.annotations.NullMarked;
