package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.parfocal.api.BackboneFile;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.text.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "inspect",
    description =
        "Shows the inputs and outputs of an encoder's ONNX file, and runs it on one grey image.")
final class BackboneInspectCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "An ONNX file.")
  Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  private final Supplier<Collection<BackboneFile>> formats;
  private final Terminal terminal;

  BackboneInspectCommand(Supplier<Collection<BackboneFile>> formats, Terminal terminal) {
    this.formats = formats;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    BackboneFile format =
        formats.get().stream()
            .filter(each -> each.reads(file))
            .findFirst()
            .or(() -> formats.get().stream().findFirst())
            .orElseThrow(
                () ->
                    new ConfigurationException(
                        "Nothing is installed that reads %s; parfocal plugins backbone lists what is."
                            .formatted(file)));
    Map<String, Object> facts = format.describe(file);
    if (json) {
      terminal.out().println(Json.line(facts));
    } else {
      TextTable table = new TextTable();
      facts.forEach((name, fact) -> table.row(name, String.valueOf(fact)));
      terminal.out().print(table);
    }
    terminal.out().flush();
    return ExitCodes.DONE;
  }
}
