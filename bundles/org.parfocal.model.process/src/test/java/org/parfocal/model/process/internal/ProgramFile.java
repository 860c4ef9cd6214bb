package org.parfocal.model.process.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;

/** Programs of a few lines, for a shell that is everywhere. */
final class ProgramFile {
  /** Predicts the training share of each of two classes. */
  static final String SHARES =
      """
      if [ "$1" = fit ]; then
        tail -n +2 "$2/training.csv" | awk -F, '{ n[$1]++ } END { t = n[0] + n[1]; printf "%.6f,%.6f\\n", n[0] / t, n[1] / t }' > "$2/model/shares.csv"
      else
        tail -n +2 "$2/images.csv" | while read -r row; do cat "$2/model/shares.csv"; done > "$2/probabilities.csv"
      fi
      """;

  private ProgramFile() {}

  /** Writes an executable script. */
  static Path write(Path folder, String name, String script) throws IOException {
    Path file = Files.createDirectories(folder).resolve(name);
    Files.writeString(file, "#!/bin/sh\nset -eu\n" + script);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The strategy with a program that is permitted. */
  static ProcessModel model(Path program, Map<String, Object> options) {
    return model(program, program.toString(), options);
  }

  /** The strategy with a program, and what is permitted. */
  static ProcessModel model(Path program, String permitted, Map<String, Object> options) {
    Map<String, Object> all = new java.util.HashMap<>(options);
    all.put("program", program.toString());
    return new ProcessModel(
        OptionValues.of(ProcessModel.Options.class, all),
        new PlainImages(),
        PermittedPrograms.of(permitted));
  }
}
