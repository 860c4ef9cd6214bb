package org.parfocal.executor.spark.internal.driver;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of a job on their way back. */
final class JobFiles {
  private JobFiles() {}

  /** All that is in a job's folder, as a zip file. */
  static byte[] zipped(Path folder) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes);
        Stream<Path> tree = Files.walk(folder)) {
      List<Path> files = tree.filter(Files::isRegularFile).sorted().toList();
      for (Path file : files) {
        zip.putNextEntry(new ZipEntry(folder.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, zip);
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  /** Leaves them where the run looks for them, in one step. */
  static void arrived(byte[] zip, Path folder, String name) throws IOException {
    Files.createDirectories(folder);
    Path written = Files.write(folder.resolve(name + ".part"), zip);
    Files.move(written, folder.resolve(name + ".zip"), StandardCopyOption.ATOMIC_MOVE);
  }
}
