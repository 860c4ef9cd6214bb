/** The architectures that come with Parfocal, and their execution. */
@NullMarked
package org.parfocal.backbone.dl4j.internal;

import org.jspecify.annotations.NullMarked;
