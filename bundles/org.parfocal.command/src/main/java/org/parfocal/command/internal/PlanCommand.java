package org.parfocal.command.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Sample;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.StudyRunner;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "plan",
    description = "Checks a study and lists its folds and jobs; runs and writes nothing.")
final class PlanCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", description = "The study file (YAML).")
  Path file = Path.of("");

  @Parameters(
      index = "1..*",
      paramLabel = "key=value",
      description = "Settings that win over the file.")
  List<String> settings = List.of();

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  private final Platform platform;
  private final Terminal terminal;

  PlanCommand(Platform platform, Terminal terminal) {
    this.platform = platform;
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (OpenStudy open = platform.open(file, settings)) {
      StudyPlan plan = new StudyRunner().plan(open.study(), open.parts());
      Optional<Duration> estimate = TimeEstimate.of(plan.jobs());
      if (json) {
        terminal.out().println(Json.line(members(plan, estimate)));
      } else {
        print(plan, estimate);
      }
      return ExitCodes.DONE;
    }
  }

  private void print(StudyPlan plan, Optional<Duration> estimate) {
    Dataset dataset = plan.dataset();
    terminal
        .out()
        .printf(
            "Study %s in %s%n%nData set %s: %d images, %d patients, classes %s%n",
            plan.study().name(),
            plan.study().directory(),
            dataset.name(),
            dataset.samples().size(),
            patients(dataset.samples()),
            String.join(", ", dataset.classes()));
    dataset.warnings().forEach(terminal::warning);
    printFolds(plan);
    printJobs(plan, estimate);
    terminal.out().flush();
  }

  private void printFolds(StudyPlan plan) {
    TextTable table = new TextTable().row("fold", "training", "validation", "test", "seen");
    for (Fold fold : plan.folds().folds()) {
      table.row(
          fold.name(),
          counted(fold.training()),
          counted(fold.validation()),
          counted(fold.test()),
          counted(fold.seen()));
    }
    terminal.out().println();
    terminal.out().print(table);
    for (UnusableFold fold : plan.folds().unusable()) {
      terminal.out().printf("Fold %s cannot be scored: %s%n", fold.name(), fold.reason());
    }
    plan.folds().notes().forEach(note -> terminal.out().println("Note: " + note));
  }

  private void printJobs(StudyPlan plan, Optional<Duration> estimate) {
    TextTable table = new TextTable().row("job", "state", "attempts", "message");
    for (PlannedJob job : plan.jobs()) {
      table.row(
          job.key(), job.state().name().toLowerCase(Locale.ROOT), job.attempts(), job.message());
    }
    terminal.out().println();
    terminal.out().print(table);
    terminal
        .out()
        .printf(
            "%n%d jobs: %d variants × %d folds × %d seeds; %d to run%s.%n",
            plan.jobs().size(),
            plan.study().variants().size(),
            plan.folds().folds().size(),
            plan.study().seeds().size(),
            TimeEstimate.open(plan.jobs()).size(),
            estimate.map(time -> ", about " + Durations.shown(time)).orElse(""));
  }

  private static String counted(List<Sample> samples) {
    return samples.isEmpty() ? "-" : samples.size() + " of " + patients(samples) + " patients";
  }

  private static long patients(List<Sample> samples) {
    return samples.stream().map(Sample::patient).distinct().count();
  }

  private static Map<String, @Nullable Object> members(
      StudyPlan plan, Optional<Duration> estimate) {
    return Json.members(
        "study",
        plan.study().name(),
        "directory",
        plan.study().directory().toString(),
        "dataset",
        Json.members(
            "name",
            plan.dataset().name(),
            "images",
            plan.dataset().samples().size(),
            "patients",
            patients(plan.dataset().samples()),
            "classes",
            plan.dataset().classes(),
            "manifest",
            plan.dataset().manifest(),
            "warnings",
            plan.dataset().warnings()),
        "folds",
        plan.folds().folds().stream().map(PlanCommand::members).toList(),
        "unusable",
        plan.folds().unusable().stream()
            .map(fold -> Json.members("fold", fold.name(), "reason", fold.reason()))
            .toList(),
        "notes",
        plan.folds().notes(),
        "jobs",
        plan.jobs().stream().map(ResultReport::members).toList(),
        "secondsToGo",
        estimate.map(Duration::toSeconds).orElse(null));
  }

  private static Map<String, @Nullable Object> members(Fold fold) {
    return Json.members(
        "fold",
        fold.name(),
        "group",
        fold.group(),
        "training",
        fold.training().size(),
        "validation",
        fold.validation().size(),
        "test",
        fold.test().size(),
        "seen",
        fold.seen().size());
  }
}
