/** BreaKHis: its names and layout, its reader, its writer and its download. */
@NullMarked
package org.parfocal.dataset.breakhis.internal;

import org.jspecify.annotations.NullMarked;
