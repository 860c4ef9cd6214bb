package org.parfocal.command.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.parfocal.api.DatasetFetcher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "fetch",
    description =
        "Downloads a public data set, checks and unpacks it; continues a download that was stopped.")
final class FetchCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NAME", description = "The data set, for example breakhis.")
  String name = "";

  @Parameters(index = "1", paramLabel = "DIRECTORY", description = "The folder for it.")
  Path directory = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "URI",
      arity = "1..*",
      description =
          "Addresses (http, https or file) to try in this order instead of the known ones.")
  List<URI> from = List.of();

  @Option(names = "--accept-terms", description = "You have read the terms and accept them.")
  boolean accepted;

  private final Supplier<Collection<Map.Entry<Map<String, Object>, DatasetFetcher>>> fetchers;
  private final Terminal terminal;

  FetchCommand(
      Supplier<Collection<Map.Entry<Map<String, Object>, DatasetFetcher>>> fetchers,
      Terminal terminal) {
    this.fetchers = fetchers;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    DatasetFetcher fetcher = NamedServices.choose(fetchers.get(), name, "public data set");
    List<URI> locations = from.isEmpty() ? fetcher.locations() : from;
    terminal.err().println(fetcher.terms());
    if (!accepted) {
      terminal.error("Nothing was downloaded: read the terms above, then add --accept-terms.");
      return ExitCodes.USAGE;
    }
    try (Progress progress = Progress.on(terminal, false, false)) {
      fetcher.fetch(locations, directory, fraction -> progress.step(fraction, "fetching " + name));
    }
    terminal.out().println(name + " is in " + directory.toAbsolutePath().normalize());
    return ExitCodes.DONE;
  }
}
