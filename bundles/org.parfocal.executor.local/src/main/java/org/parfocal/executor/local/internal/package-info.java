/** Worker processes on the machine of the run that starts them. */
@NullMarked
package org.parfocal.executor.local.internal;

import org.jspecify.annotations.NullMarked;
