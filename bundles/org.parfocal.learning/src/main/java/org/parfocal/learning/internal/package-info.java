/** The training loop, its input, its caches and its files. */
@NullMarked
package org.parfocal.learning.internal;

import org.jspecify.annotations.NullMarked;
