/**
 * Domain-adversarial training: embeddings that tell the class and do not tell the domain, by
 * gradient reversal.
 */
@NullMarked
package org.parfocal.model.dann.internal;

import org.jspecify.annotations.NullMarked;
