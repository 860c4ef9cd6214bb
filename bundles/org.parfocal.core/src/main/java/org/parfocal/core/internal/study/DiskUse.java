package org.parfocal.core.internal.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.parfocal.api.OutputException;
import org.parfocal.core.internal.store.FolderTree;

/** How much files take; links to files take nothing. */
final class DiskUse {
  private DiskUse() {}

  /** Bytes of all files of a folder, which need not exist. */
  static long of(Path folder) {
    LongAdder bytes = new LongAdder();
    try {
      FolderTree.files(folder, (file, attributes) -> bytes.add(attributes.size()));
    } catch (IOException e) {
      throw new OutputException("%s cannot be looked through: %s.".formatted(folder, e), e);
    }
    return bytes.sum();
  }
}
