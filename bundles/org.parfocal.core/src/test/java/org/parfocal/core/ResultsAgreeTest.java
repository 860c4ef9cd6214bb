package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.api.MetricColumn;
import org.parfocal.api.MetricColumn.Better;
import org.parfocal.api.MetricColumn.Table;
import org.parfocal.api.Outcome;
import org.parfocal.api.Part;
import org.parfocal.api.Score;
import org.parfocal.api.StudyScore;
import org.parfocal.core.text.Csv;
import org.parfocal.testkit.TestSamples;

/** Whatever a small study is like, {@code results.md} says what {@code results.csv} says. */
class ResultsAgreeTest {
  private static final MetricColumn WHOLE =
      MetricColumn.of("whole", "whole", Better.LARGER).shown(Table.COMPARISON);
  private static final MetricColumn GAIN = WHOLE.difference("gain");
  private static final MetricColumn EACH = MetricColumn.of("each", "each", Better.SMALLER);

  @TempDir Path folder;
  private List<Map<String, String>> rows = List.of();
  private int compared;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void onWhatIsScoredOverAllFoldsAndSeeds(int dice) throws IOException {
    Random random = new Random(dice);
    List<String> variants = List.of("a", "b", "c").subList(0, 1 + random.nextInt(3));
    FakeParts parts =
        new FakeParts(
            TestSamples.regular(8, 2, "100X", "200X", "400X"),
            new HalfAndHalf(1 + random.nextInt(2)));
    parts.metrics.add(
        new FakeMetric(
            List.of(WHOLE, GAIN, EACH),
            outcome -> each(outcome, random),
            (outcomes, reference) -> whole(outcomes, reference, random)));
    boolean fails = random.nextInt(4) == 0;
    parts.whileFitting =
        job -> {
          if (fails && job.directory().toString().contains("b/200X")) {
            throw new IllegalStateException("singular");
          }
        };
    Study study =
        new Study(
            "half",
            folder.resolve("half"),
            Map.of("study", "half"),
            variants.stream()
                .map(name -> StudyFixture.variant(name, 0.1, 13, Map.of("name", name)))
                .toList(),
            LongStream.rangeClosed(1, 1 + random.nextInt(3)).boxed().toList());
    new StudyRunner(new UnsyncedDisk()).run(study, parts, StudyFixture.PLAIN, new StudyFixture());

    rows = csv(folder.resolve("half/results.csv"));
    String page = Files.readString(folder.resolve("half/results.md"));
    Map<String, Map<String, String>> beside = new LinkedHashMap<>();
    tables(section(page, "Comparison")).stream()
        .flatMap(List::stream)
        .forEach(
            cells ->
                beside
                    .computeIfAbsent(
                        cells.getOrDefault("variant", ""), one -> new LinkedHashMap<>())
                    .putAll(cells));
    for (Map<String, String> cells : beside.values()) {
      String variant = cells.getOrDefault("variant", "").replaceAll(" \\(.*", "");
      check(cells.get("whole"), variant, "whole", "all", false);
      check(cells.get("gain"), variant, "whole-difference", "all", true);
      check(cells.get("each"), variant, "each", "all", false);
    }
    List<Map<String, String>> intervals = new ArrayList<>();
    for (String variant : variants) {
      List<List<Map<String, String>>> tables = tables(section(page, variant));
      for (Map<String, String> cells : tables.get(0)) {
        String domain =
            cells.getOrDefault("held out", "").equals("mean")
                ? "all"
                : cells.getOrDefault("held out", "");
        check(cells.get("AUC seen"), variant, "auc-seen", domain, false);
        check(cells.get("AUC lost"), variant, "auc-lost", domain, true);
      }
      for (Map<String, String> cells : tables.size() > 1 ? tables.get(1) : tables.get(0)) {
        if (cells.containsKey("over all folds and seeds")) {
          intervals.add(cells);
          String metric = cells.get("over all folds and seeds").toLowerCase(Locale.ROOT);
          check(cells.get("seen"), variant, metric + "-seen", "all", false);
          check(cells.get("lost"), variant, metric + "-lost", "all", true);
        }
      }
    }
    assertThat(page.contains("- no interval, because the metric gives none: "))
        .isEqualTo(
            intervals.stream()
                .flatMap(cells -> cells.entrySet().stream())
                .filter(cell -> !cell.getKey().startsWith("over"))
                .anyMatch(cell -> cell.getValue().matches("[-+.\\d]+")));
    assertThat(compared).isGreaterThan(fails ? 0 : 10);
  }

  /** What the cell must be, from the rows alone. */
  private void check(
      @Nullable String shown, String variant, String metric, String scope, boolean signed) {
    String cell = shown == null ? "–" : shown;
    if (cell.startsWith("missing")) {
      return;
    }
    Map<String, Map<String, String>> bySeed = new LinkedHashMap<>();
    rows.stream()
        .filter(
            row ->
                row.getOrDefault("variant", "").equals(variant)
                    && row.getOrDefault("metric", "").equals(metric))
        .filter(
            row ->
                row.getOrDefault("fold", "").equals("all folds")
                    && row.getOrDefault("scope", "").equals(scope))
        .sorted(Comparator.comparing(row -> row.getOrDefault("part", "").equals("test")))
        .forEach(row -> bySeed.put(row.get("seed"), row));
    Map<String, String> all = bySeed.remove("all seeds");
    compared++;
    if (all == null) {
      assertThat(cell).as(variant + " " + metric).isEqualTo("–");
    } else if (all.getOrDefault("value", "").isEmpty()) {
      assertThat(cell).as(variant + " " + metric).isEqualTo("undefined");
    } else if (!all.getOrDefault("low", "").isEmpty()) {
      assertThat(cell)
          .as(variant + " " + metric)
          .isEqualTo(
              "%s [%s, %s]"
                  .formatted(
                      text(all.getOrDefault("value", ""), signed),
                      text(all.getOrDefault("low", ""), signed),
                      text(all.getOrDefault("high", ""), signed)));
    } else {
      assertThat(cell)
          .as(variant + " " + metric)
          .startsWith(text(all.getOrDefault("value", ""), signed));
      assertThat(cell).doesNotContain("[");
    }
  }

  private static String text(String number, boolean signed) {
    String text = String.format(Locale.ROOT, "%.3f", Double.parseDouble(number));
    return signed && !text.startsWith("-") ? "+" + text : text;
  }

  private static List<Score> each(Outcome outcome, Random random) {
    List<Score> scores = new ArrayList<>();
    for (Part part : List.of(Part.TEST, Part.SEEN)) {
      scores.add(Score.of("each", part, Score.ALL, random.nextDouble()));
      Outcome.byDomain(outcome.part(part))
          .keySet()
          .forEach(domain -> scores.add(Score.of("each", part, domain, random.nextDouble())));
    }
    return scores;
  }

  /** With an interval or without one, undefined or not given at all. */
  private static List<StudyScore> whole(
      List<Outcome> outcomes, List<Outcome> reference, Random random) {
    List<StudyScore> scores = new ArrayList<>();
    for (String name : reference.isEmpty() ? List.of("whole") : List.of("whole", GAIN.name())) {
      double value = random.nextDouble() - 0.5;
      switch (random.nextInt(4)) {
        case 0 ->
            scores.add(
                StudyScore.overAll(Score.undefined(name, Part.TEST, Score.ALL, "one class")));
        case 1 -> scores.add(StudyScore.overAll(Score.of(name, Part.TEST, Score.ALL, value)));
        case 2 ->
            scores.add(
                StudyScore.overAll(
                    new Score(name, Part.TEST, Score.ALL, value, value - 0.1, value + 0.1, "n")));
        default -> assertThat(outcomes).isNotEmpty();
      }
    }
    return scores;
  }

  private static List<Map<String, String>> csv(Path file) throws IOException {
    List<List<String>> lines = Csv.parse(Files.readString(file));
    return lines.subList(1, lines.size()).stream().map(line -> named(lines.get(0), line)).toList();
  }

  private static Map<String, String> named(List<String> names, List<String> cells) {
    return IntStream.range(0, names.size())
        .boxed()
        .collect(Collectors.toMap(names::get, cells::get, (one, other) -> one));
  }

  private static String section(String page, String heading) {
    int start = page.indexOf("## " + heading + "\n");
    int end = page.indexOf("\n## ", start + 1);
    return page.substring(start, end < 0 ? page.length() : end);
  }

  /** Each table as its rows, each row as cells by heading. */
  private static List<List<Map<String, String>>> tables(String section) {
    List<List<Map<String, String>>> tables = new ArrayList<>();
    List<String> header = List.of();
    for (String line : section.split("\n")) {
      List<String> cells =
          line.startsWith("|")
              ? Arrays.stream(line.substring(1).split("\\|")).map(String::strip).toList()
              : List.of();
      if (cells.isEmpty()) {
        header = List.of();
      } else if (header.isEmpty()) {
        header = cells;
        tables.add(new ArrayList<>());
      } else if (!cells.get(0).startsWith(":--")) {
        tables.get(tables.size() - 1).add(named(header, cells));
      }
    }
    return tables;
  }
}
