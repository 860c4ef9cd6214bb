/** Makes the embedded engine ready for use. */
@NullMarked
package org.parfocal.nd4j.internal;

import org.jspecify.annotations.NullMarked;
