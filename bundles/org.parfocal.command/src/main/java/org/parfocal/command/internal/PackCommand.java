package org.parfocal.command.internal;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.BackboneFile;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.core.ModelArchive;
import org.parfocal.core.ModelFolders;
import org.parfocal.core.Pseudonyms;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "pack",
    description = {
      "Packs finished models into one file, with which parfocal predict works on any machine.",
      "It holds no paths of this machine, and images only if they are asked for."
    })
final class PackCommand extends PlatformCommand {
  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "The folder of a job, or of a fold, a variant or a study.")
  Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE.zip", description = "The archive to write.")
  Path archive = Path.of("");

  @Parameters(
      index = "2..*",
      paramLabel = "key=value",
      description = "With --images READER: its options, for example path=data.")
  List<String> settings = List.of();

  @Option(
      names = "--images",
      paramLabel = "FILE|READER",
      description =
          "Packs the images of a data set, too, as PNG files and a table of them: of a study file,"
              + " or of a reader with its options. parfocal predict FILE.zip then needs no others.")
  @Nullable String images;

  @Option(
      names = "--without-weights",
      description =
          "Leaves out the weights of frozen backbones, which predict --weights FILE then needs.")
  boolean withoutWeights;

  @Option(
      names = "--pseudonyms",
      paramLabel = "FILE",
      description =
          "Puts pseudonyms in place of the ids of patients and images. FILE (CSV) keeps which is"
              + " which, and is used again the next time: it is not for others.")
  @Nullable Path pseudonyms;

  private final Supplier<Collection<BackboneFile>> formats;

  PackCommand(Platform platform, Supplier<Collection<BackboneFile>> formats, Terminal terminal) {
    super(platform, terminal);
    this.formats = formats;
  }

  @Override
  public Integer call() {
    ArchiveFile target = ArchiveFile.of(archive);
    ModelFolders found = ModelFolders.all(folder, folder.toString());
    if (found.unfinished() > 0) {
      terminal.warning(
          "Jobs below %s that are not done are left out: %d."
              .formatted(folder, found.unfinished()));
    }
    if (images == null && !settings.isEmpty()) {
      throw new ConfigurationException(
          "%s is an option of a reader; name the reader with --images.".formatted(settings.get(0)));
    }
    Optional<Pseudonyms> names = Optional.ofNullable(pseudonyms).map(Pseudonyms::new);
    int packed = write(found.jobs(), target.path(), names);
    int models = found.jobs().size();
    terminal
        .out()
        .printf(
            "%d model%s%s: %s%n",
            models,
            models == 1 ? "" : "s",
            images == null ? "" : ", images: %d".formatted(packed),
            target.written());
    terminal.out().flush();
    return ExitCodes.DONE;
  }

  /** Returns how many images are in the archive. */
  private int write(List<Path> jobs, Path target, Optional<Pseudonyms> names) {
    Function<Path, List<Path>> together = file -> BackboneFile.together(formats.get(), file);
    if (images == null) {
      ModelArchive.write(jobs, target, !withoutWeights, together, Optional.empty(), names);
      return 0;
    }
    try (Wired<DatasetReader> reader = platform.dataset(images, settings)) {
      Dataset dataset = reader.plugin().read();
      dataset.warnings().forEach(terminal::warning);
      ModelArchive.write(jobs, target, !withoutWeights, together, Optional.of(dataset), names);
      return dataset.samples().size();
    }
  }
}
