/** Who works on what: claims that need no locks of files and no clocks of others. */
@NullMarked
package org.parfocal.core.internal.claim;

import org.jspecify.annotations.NullMarked;
