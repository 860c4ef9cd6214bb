package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.StoredStudy;
import org.parfocal.platform.Platform;
import org.parfocal.report.ReportWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "share",
    description = {
      "Packs what a study found for a co-author: report, results, configuration, environment,"
          + " tables, figures, model cards.",
      "It holds no image, no place of this machine, and random names in place of the ids of"
          + " patients, slides and images, unless asked. To give models away: parfocal pack."
    })
final class ShareCommand extends PlatformCommand {
  private final ReportWriter writer;

  @Parameters(
      index = "0",
      paramLabel = "STUDY",
      description = "A study's folder, such as studies/NAME.")
  Path folder = Path.of("");

  @Parameters(index = "1", paramLabel = "FILE.zip", description = "The archive to write.")
  Path archive = Path.of("");

  @Option(
      names = "--with-patients",
      description = "Leave the ids of patients, slides and images as they are.")
  boolean withPatients;

  @Option(
      names = "--with-images",
      description = "Show tissue in the report: small pictures of the hardest images, and others.")
  boolean withImages;

  ShareCommand(Platform platform, ReportWriter writer, Terminal terminal) {
    super(platform, terminal);
    this.writer = writer;
  }

  @Override
  public Integer call() {
    ArchiveFile target = ArchiveFile.of(archive);
    if (!Files.isDirectory(folder)) {
      throw new ConfigurationException(
          "%s is no folder; name the folder of a study, such as studies/NAME.".formatted(folder));
    }
    writer.share(
        StoredStudy.open(folder.toAbsolutePath().normalize()),
        withPatients,
        withImages ? Optional.of(new DatasetImages(platform)) : Optional.empty(),
        target.path());
    terminal.out().println(target.written());
    terminal.out().flush();
    return ExitCodes.DONE;
  }
}
