/** From files and key=value arguments to one tree of settings that know where they were written. */
@NullMarked
package org.parfocal.platform.internal.reading;

import org.jspecify.annotations.NullMarked;
