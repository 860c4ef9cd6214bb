/** A bundle of test plugins. */
@NullMarked
package org.parfocal.platform.stranded;

import org.jspecify.annotations.NullMarked;
