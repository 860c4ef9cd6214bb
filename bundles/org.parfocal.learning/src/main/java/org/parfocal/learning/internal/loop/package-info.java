/**
 * The training loop and the service that puts its parts together. Uses {@code frozen}, {@code
 * model} and {@code input}; none of them uses this.
 */
@NullMarked
package org.parfocal.learning.internal.loop;

import org.jspecify.annotations.NullMarked;
