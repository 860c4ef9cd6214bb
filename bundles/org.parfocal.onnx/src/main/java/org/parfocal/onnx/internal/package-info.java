/** Frozen encoders from ONNX files, run by ONNX Runtime. Uses {@code file}. */
@NullMarked
package org.parfocal.onnx.internal;

import org.jspecify.annotations.NullMarked;
