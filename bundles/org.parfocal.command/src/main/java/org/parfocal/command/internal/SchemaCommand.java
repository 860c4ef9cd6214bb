package org.parfocal.command.internal;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.OutputException;
import org.parfocal.api.WholeFile;
import org.parfocal.core.text.Json;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "schema",
    description =
        "Prints the JSON Schema of study files with the plugins that are installed, by which editors"
            + " complete and check them.")
final class SchemaCommand extends PlatformCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "FILE",
      description = "Where it is written instead.")
  @Nullable Path file;

  SchemaCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    String schema = Json.pretty(platform.schema());
    if (file == null) {
      terminal.out().print(schema);
      terminal.out().flush();
      return ExitCodes.DONE;
    }
    try {
      WholeFile.write(file.toAbsolutePath(), schema);
    } catch (IOException e) {
      throw new OutputException("%s cannot be written: %s.".formatted(file, e.getMessage()), e);
    }
    return ExitCodes.DONE;
  }
}
