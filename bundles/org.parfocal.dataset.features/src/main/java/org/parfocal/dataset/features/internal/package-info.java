/** The features reader: embeddings that were made elsewhere, and the files of those made here. */
@NullMarked
package org.parfocal.dataset.features.internal;

import org.jspecify.annotations.NullMarked;
