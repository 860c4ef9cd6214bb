package org.parfocal.onnx.internal.file;

import java.io.IOException;
import java.io.Serial;

/** Says what is wrong inside a file, to follow "is damaged: ". */
final class MalformedException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  MalformedException(String what) {
    super(what);
  }
}
