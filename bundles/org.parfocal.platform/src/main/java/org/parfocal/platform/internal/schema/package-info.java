/** JSON Schema of study files, from what installed plugins declare. */
@NullMarked
package org.parfocal.platform.internal.schema;

import org.jspecify.annotations.NullMarked;
