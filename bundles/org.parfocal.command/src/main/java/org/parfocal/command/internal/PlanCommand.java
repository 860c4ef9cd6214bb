package org.parfocal.command.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.Dataset;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.FoldPlan.UnusableFold;
import org.parfocal.api.Sample;
import org.parfocal.core.FoldTable;
import org.parfocal.core.InnerFold;
import org.parfocal.core.JobState;
import org.parfocal.core.PlannedJob;
import org.parfocal.core.StudyCost;
import org.parfocal.core.StudyData;
import org.parfocal.core.StudyPlan;
import org.parfocal.core.StudyRunner;
import org.parfocal.core.text.Json;
import org.parfocal.platform.OpenStudy;
import org.parfocal.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "plan",
    description =
        "Checks a study and lists its folds and jobs; runs nothing, and writes nothing but"
            + " --folds.")
final class PlanCommand extends PlatformCommand {
  @Mixin StudyTarget target = new StudyTarget();

  @Option(names = "--check-content", description = RunCommand.CHECK_CONTENT)
  boolean checkContent;

  @Option(
      names = "--estimate",
      description =
          "Estimate time, memory and disk of the jobs: of each variant without a finished job, one"
              + " is run for some seconds in a temporary folder.")
  boolean estimate;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description =
          "Tell the time and memory of a run with N worker processes; without it, of one.")
  int workers = 1;

  @Option(
      names = "--folds",
      paramLabel = "FILE",
      description = "Write the folds as a table (CSV), which the protocol given-folds reads.")
  @Nullable Path folds;

  @Option(names = "--json", description = "Print one JSON object.")
  boolean json;

  PlanCommand(Platform platform, Terminal terminal) {
    super(platform, terminal);
  }

  @Override
  String lessMemory() {
    return estimate ? SMALLER_BATCHES + ", or leave out --estimate" : "";
  }

  @Override
  public Integer call() {
    if (workers < 1) {
      throw new ConfigurationException("--workers is %d; it must be 1 or more.".formatted(workers));
    }
    try (OpenStudy open = target.open(platform)) {
      StudyPlan plan;
      Optional<StudyCost> cost;
      try (Progress progress = Progress.on(terminal, false, json)) {
        StudyRunner runner = new StudyRunner();
        plan = runner.plan(open.study(), open.parts(), checkContent, progress);
        cost = estimate ? Optional.of(runner.cost(plan, open.parts(), progress)) : Optional.empty();
      }
      if (folds != null) {
        FoldTable.write(plan.data(), folds);
      }
      Optional<Duration> time =
          cost.isPresent()
              ? cost.map(known -> CostReport.time(known, workers))
              : TimeEstimate.of(plan.jobs(), workers);
      if (json) {
        terminal.out().println(Json.line(members(plan, time, cost)));
      } else {
        print(plan, time);
        cost.ifPresent(known -> CostReport.print(known, workers, terminal.out()));
        terminal.out().flush();
      }
      return ExitCodes.DONE;
    }
  }

  private void print(StudyPlan plan, Optional<Duration> time) {
    terminal.out().printf("Study %s in %s%n", plan.study().name(), plan.study().directory());
    for (StudyData data : plan.data()) {
      terminal.out().println();
      if (plan.data().size() > 1) {
        terminal.out().println("Variants " + String.join("; ", data.variants()));
      }
      printDataset(data.dataset());
      printFolds(data.folds());
    }
    plan.data().stream()
        .flatMap(data -> data.dataset().warnings().stream())
        .distinct()
        .forEach(terminal::warning);
    printJobs(plan, time);
  }

  private void printDataset(Dataset dataset) {
    terminal
        .out()
        .printf(
            "Data set %s: %d images, %d patients, classes %s%n",
            dataset.name(),
            dataset.samples().size(),
            patients(dataset.samples()),
            String.join(", ", dataset.classes()));
  }

  private void printFolds(FoldPlan folds) {
    TextTable table = new TextTable().row("fold", "training", "validation", "test", "seen");
    for (Fold fold : folds.folds()) {
      table.row(
          fold.name(),
          counted(fold.training()),
          counted(fold.validation()),
          counted(fold.test()),
          counted(fold.seen()));
    }
    terminal.out().println();
    terminal.out().print(table);
    for (UnusableFold fold : folds.unusable()) {
      terminal.out().printf("Fold %s cannot be scored: %s%n", fold.name(), fold.reason());
    }
    folds.notes().forEach(note -> terminal.out().println("Note: " + note));
  }

  private void printJobs(StudyPlan plan, Optional<Duration> time) {
    TextTable table = new TextTable().row("job", "state", "attempts", "message");
    for (PlannedJob job : plan.jobs()) {
      table.row(job.key(), job.state().label(), job.attempts(), job.message());
    }
    terminal.out().println();
    terminal.out().print(table);
    terminal
        .out()
        .printf(
            "%n%d jobs: %d variants × %s folds × %d seeds%s; %d to run%s.%n",
            plan.jobs().size(),
            plan.study().variants().size(),
            plan.data().stream()
                .map(data -> String.valueOf(data.folds().folds().size()))
                .distinct()
                .collect(Collectors.joining(" or ")),
            plan.study().seeds().size(),
            inner(plan),
            TimeEstimate.open(plan.jobs()).size(),
            time.map(left -> ", about " + TimeEstimate.shown(left)).orElse(""));
    plan.jobs().stream()
        .filter(job -> job.state() == JobState.PLANNED || job.state() == JobState.DONE)
        .filter(job -> !job.message().isEmpty())
        .collect(
            Collectors.groupingBy(PlannedJob::message, LinkedHashMap::new, Collectors.counting()))
        .forEach((why, jobs) -> terminal.out().printf("%d jobs are %s.%n", jobs, why));
  }

  /** How many of the jobs stand in no table; or empty. */
  private static String inner(StudyPlan plan) {
    long inner = plan.jobs().stream().filter(job -> InnerFold.isOne(job.key().fold())).count();
    return inner == 0 ? "" : ", and %d on inner folds, to choose by".formatted(inner);
  }

  private static String counted(List<Sample> samples) {
    return samples.isEmpty() ? "-" : samples.size() + " of " + patients(samples) + " patients";
  }

  private static long patients(List<Sample> samples) {
    return samples.stream().map(Sample::patient).distinct().count();
  }

  private Map<String, @Nullable Object> members(
      StudyPlan plan, Optional<Duration> time, Optional<StudyCost> cost) {
    Map<String, @Nullable Object> members =
        Json.members(
            "study", plan.study().name(), "directory", plan.study().directory().toString());
    members.putAll(
        plan.data().size() == 1
            ? members(plan.data().get(0))
            : Json.members("data", plan.data().stream().map(PlanCommand::named).toList()));
    members.putAll(
        Json.members(
            "jobs",
            plan.jobs().stream().map(ResultReport::members).toList(),
            "secondsToGo",
            time.map(Duration::toSeconds).orElse(null)));
    cost.ifPresent(known -> members.put("estimate", known.members(workers)));
    return members;
  }

  private static Map<String, @Nullable Object> named(StudyData data) {
    Map<String, @Nullable Object> members = Json.members("variants", data.variants());
    members.putAll(members(data));
    return members;
  }

  private static Map<String, @Nullable Object> members(StudyData data) {
    Dataset dataset = data.dataset();
    return Json.members(
        "dataset",
        Json.members(
            "name",
            dataset.name(),
            "images",
            dataset.samples().size(),
            "patients",
            patients(dataset.samples()),
            "classes",
            dataset.classes(),
            "manifest",
            dataset.manifest(),
            "warnings",
            dataset.warnings()),
        "folds",
        data.folds().folds().stream().map(PlanCommand::members).toList(),
        "unusable",
        data.folds().unusable().stream()
            .map(fold -> Json.members("fold", fold.name(), "reason", fold.reason()))
            .toList(),
        "notes",
        data.folds().notes());
  }

  private static Map<String, @Nullable Object> members(Fold fold) {
    return Json.members(
        "fold",
        fold.name(),
        "pool",
        fold.pool(),
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
