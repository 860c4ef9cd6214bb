package org.parfocal.command.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.core.StoredStudy;
import org.parfocal.platform.Platform;
import org.parfocal.report.Report;
import org.parfocal.report.ReportOptions;
import org.parfocal.report.ReportWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "report",
    description =
        "Writes one page of a study, or of several, from their stored files alone: report.html,"
            + " which opens in any browser and loads nothing.")
final class ReportCommand extends PlatformCommand {
  static final String FILE = "report.html";

  private final ReportWriter writer;

  @Parameters(
      index = "0..*",
      arity = "1..*",
      paramLabel = "STUDY",
      description = "A study's folder, such as studies/NAME.")
  List<Path> studies = List.of();

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "The page; otherwise report.html in the folder of the first study.")
  @Nullable Path file;

  @Option(
      names = "--export",
      paramLabel = "FOLDER",
      description =
          "Also writes what the page shows as single files: tables (CSV, Markdown, LaTeX), figures"
              + " (Vega-Lite, CSV), a model card for each variant, and the checklists CLAIM 2024"
              + " and TRIPOD+AI, answered as far as the files do.")
  @Nullable Path export;

  @Option(
      names = "--tensorboard",
      paramLabel = "FOLDER",
      description =
          "Also writes what each job noted, and its scores, as event files: tensorboard --logdir"
              + " FOLDER.")
  @Nullable Path tensorBoard;

  @Option(
      names = "--mlflow",
      paramLabel = "FOLDER",
      description =
          "Also writes the jobs as runs of an MLflow file store: mlflow ui --backend-store-uri"
              + " FOLDER.")
  @Nullable Path mlflow;

  @Option(
      names = "--no-patient-ids",
      description = "Call patients and images by numbers, and not as the data set calls them.")
  boolean withoutPatientIds;

  @Option(
      names = "--no-images",
      description = "Show no tissue: neither images of the data set nor pictures that jobs left.")
  boolean withoutImages;

  ReportCommand(Platform platform, ReportWriter writer, Terminal terminal) {
    super(platform, terminal);
    this.writer = writer;
  }

  @Override
  String lessMemory() {
    return studies.size() > 1 ? "name fewer studies" : "";
  }

  @Override
  public Integer call() {
    for (Path study : studies) {
      if (!Files.isDirectory(study)) {
        throw new ConfigurationException(
            "%s is no folder; name the folder of a study, such as studies/NAME.".formatted(study));
      }
    }
    List<Path> folders = studies.stream().map(study -> study.toAbsolutePath().normalize()).toList();
    Map<String, StoredStudy> read = StoredStudy.openAll(folders);
    Path target = file == null ? folders.get(0).resolve(FILE) : file.toAbsolutePath().normalize();
    ReportOptions options = withoutPatientIds ? ReportOptions.numbered() : ReportOptions.named();
    Report report =
        writer.report(read, withoutImages ? options : options.with(new DatasetImages(platform)));
    report.write(target);
    terminal.out().println(target);
    also(export, report::export);
    also(tensorBoard, report::exportToTensorBoard);
    also(mlflow, report::exportToMlflow);
    terminal.out().flush();
    return ExitCodes.DONE;
  }

  private void also(@Nullable Path asked, Consumer<Path> writes) {
    if (asked != null) {
      Path folder = asked.toAbsolutePath().normalize();
      writes.accept(folder);
      terminal.out().println(folder);
    }
  }
}
