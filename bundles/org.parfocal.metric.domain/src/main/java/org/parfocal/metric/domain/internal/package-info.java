/** What embeddings tell of the magnification. */
@NullMarked
package org.parfocal.metric.domain.internal;

import org.jspecify.annotations.NullMarked;
