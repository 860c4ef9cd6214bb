package org.parfocal.core;

import java.io.FileDescriptor;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parfocal.core.internal.store.Disk;

/** Writes what a disk writes, and does not wait for the storage device. */
class UnsyncedDisk extends Disk {
  @Override
  protected void force(FileDescriptor file) {}

  @Override
  protected void sync(@Nullable Path directory) {}
}
