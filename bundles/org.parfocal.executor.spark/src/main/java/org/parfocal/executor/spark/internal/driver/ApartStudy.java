package org.parfocal.executor.spark.internal.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.SparkFiles;

/**
 * A study on a machine that does not see its folder: in the folder of Spark's executor, where its
 * workers plan it once more and keep what they did.
 */
final class ApartStudy {
  /** What Spark calls the folder in which it unpacks Parfocal. */
  static final String ARCHIVE = "parfocal";

  private static final int DEPTH = 3;

  private ApartStudy() {}

  /** The command of its workers there. */
  static WorkerCommand of(WorkerCommand command) throws IOException {
    Path folder = Files.createDirectories(Path.of("parfocal-study").toAbsolutePath());
    Files.writeString(folder.resolve(WorkerCommand.STUDY), command.text());
    Path name = Objects.requireNonNull(Path.of(command.study()).getFileName());
    Path study = Files.createDirectories(folder.resolve("studies").resolve(name));
    List<String> words = new ArrayList<>(command.words());
    Path program = Path.of(words.get(0));
    if (!program.isAbsolute()) {
      words.set(0, unpacked(program).toString());
    }
    Map<String, String> variables = new LinkedHashMap<>(command.variables());
    variables.put("JAVA_HOME", System.getProperty("java.home", ""));
    return new WorkerCommand(
        command.run(), study.toString(), folder.toString(), variables, words, WorkerCommand.SHARED);
  }

  private static Path unpacked(Path program) throws IOException {
    Path archive = Path.of(SparkFiles.get(ARCHIVE));
    try (Stream<Path> files = Files.find(archive, DEPTH, (file, is) -> file.endsWith(program))) {
      Path found =
          files
              .findFirst()
              .orElseThrow(() -> new IOException("the archive of Parfocal holds no " + program));
      if (!Files.isExecutable(found) && !found.toFile().setExecutable(true)) {
        throw new IOException(found + " cannot be made executable");
      }
      return found;
    }
  }
}
