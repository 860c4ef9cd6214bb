/** A bundle of test plugins. */
@NullMarked
package org.parfocal.platform.second;

import org.jspecify.annotations.NullMarked;
