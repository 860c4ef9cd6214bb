package org.parfocal.command.internal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.core.DatasetVerification;
import org.parfocal.core.DatasetVerification.Duplicates;
import org.parfocal.core.DatasetVerification.Unreadable;
import org.parfocal.core.text.Json;
import org.parfocal.platform.Platform;
import org.parfocal.platform.Wired;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "verify",
    description =
        "Decodes every image of a data set; lists those that cannot be read or occur twice. Exit code"
            + " 3 if one cannot be read or stands under several patients.")
final class VerifyCommand extends PlatformCommand {
  @Mixin DatasetTarget target = new DatasetTarget();

  @Option(names = "--json", description = "One JSON object per line for every event.")
  boolean json;

  VerifyCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  public Integer call() {
    try (Wired<DatasetReader> open = target.open(platform)) {
      DatasetVerification verification;
      boolean embeddings;
      try (Progress progress = Progress.on(terminal, json, false)) {
        Dataset dataset = open.plugin().read();
        embeddings =
            dataset.samples().stream().anyMatch(sample -> sample.image().embeddingSize() > 0);
        verification = DatasetVerification.of(dataset, progress);
      }
      if (json) {
        terminal.out().println(Json.line(members(verification)));
      } else {
        new InspectionReport(terminal).show(verification.inspection(), false);
        print(verification, embeddings);
      }
      terminal.out().flush();
      return verification.sound() ? ExitCodes.DONE : ExitCodes.DATASET;
    }
  }

  private void print(DatasetVerification verification, boolean embeddings) {
    for (Duplicates duplicates : verification.duplicates()) {
      if (duplicates.acrossPatients()) {
        terminal.error(sentence(duplicates, embeddings));
      } else {
        terminal.warning(sentence(duplicates, embeddings));
      }
    }
    for (Unreadable image : verification.unreadable()) {
      terminal.error(image.reason());
    }
    int images = verification.inspection().samples();
    terminal
        .out()
        .printf(
            "%n%d of %d %s can be read; %d are duplicates.%n",
            images - verification.unreadable().size(),
            images,
            embeddings ? "embeddings" : "images",
            verification.duplicates().stream().mapToInt(same -> same.samples().size()).sum());
  }

  private static String sentence(Duplicates duplicates, boolean embeddings) {
    String what =
        (embeddings ? "These embeddings are the same: " : "These images have the same pixels: ")
            + String.join(", ", duplicates.samples());
    String who =
        duplicates.acrossPatients()
            ? "; they belong to different patients ("
                + String.join(", ", duplicates.patients())
                + "), so one "
                + (embeddings ? "embedding" : "image")
                + " may be in training and in test"
            : "";
    String labels =
        duplicates.labels().size() > 1
            ? "; they have different classes (" + String.join(", ", duplicates.labels()) + ")"
            : "";
    return what + who + labels + ".";
  }

  private static Map<String, @Nullable Object> members(DatasetVerification verification) {
    List<Map<String, @Nullable Object>> duplicates =
        verification.duplicates().stream()
            .map(
                same ->
                    Json.members(
                        "samples",
                        same.samples(),
                        "patients",
                        same.patients(),
                        "classes",
                        same.labels(),
                        "oneColour",
                        same.oneColour()))
            .toList();
    List<Map<String, @Nullable Object>> unreadable =
        verification.unreadable().stream()
            .map(image -> Json.members("sample", image.sample(), "reason", image.reason()))
            .toList();
    return Json.members(
        "event",
        "result",
        "sound",
        verification.sound(),
        "inspection",
        InspectionReport.members(verification.inspection()),
        "unreadable",
        unreadable,
        "duplicates",
        duplicates);
  }
}
