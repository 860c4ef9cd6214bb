/** The commands of the program. */
@NullMarked
package org.parfocal.command.internal;

import org.jspecify.annotations.NullMarked;
