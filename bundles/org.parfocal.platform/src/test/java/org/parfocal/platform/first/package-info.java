/** A bundle of test plugins. */
@NullMarked
package org.parfocal.platform.first;

import org.jspecify.annotations.NullMarked;
