/** The protocols. */
@NullMarked
package org.parfocal.protocol.internal;

import org.jspecify.annotations.NullMarked;
