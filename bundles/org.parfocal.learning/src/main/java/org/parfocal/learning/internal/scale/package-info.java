/** The same image at several scales through one backbone. */
@NullMarked
package org.parfocal.learning.internal.scale;

import org.jspecify.annotations.NullMarked;
