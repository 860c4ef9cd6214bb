/** Plans a study, runs its jobs one by one, and scores what they stored. */
@NullMarked
package org.parfocal.core.internal.study;

import org.jspecify.annotations.NullMarked;
