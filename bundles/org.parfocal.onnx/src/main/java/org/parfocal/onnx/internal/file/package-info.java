/** Reads what an ONNX file says of itself. */
@NullMarked
package org.parfocal.onnx.internal.file;

import org.jspecify.annotations.NullMarked;
