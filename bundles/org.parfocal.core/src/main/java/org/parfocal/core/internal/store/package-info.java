/** Results on disk: plain files, written atomically, checked when they are read. */
@NullMarked
package org.parfocal.core.internal.store;

import org.jspecify.annotations.NullMarked;
