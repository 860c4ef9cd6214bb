package org.parfocal.report.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.core.text.Csv;
import org.parfocal.report.ReportOptions;

/** A report as people meet it: in a browser. Skipped where none is installed. */
class BrowserTest {
  private static final String DRAW = "parfocal.drawAll().then(() => true)";
  private static final String FIRST_COLUMN =
      "[...document.querySelectorAll('#jobs-table tbody tr:not([hidden])')].map((row) =>"
          + " row.cells[0].textContent)";

  @TempDir static Path folder;
  private static Path study = Path.of("");
  private static Path page = Path.of("");
  private static @Nullable Chromium started;

  @BeforeAll
  static void startBrowser() throws IOException, InterruptedException {
    Optional<Path> installed = Chromium.installed();
    assumeTrue(installed.isPresent(), "no Chromium is installed");
    study =
        MadeUpStudy.run(folder, List.of("baseline", "fails", MadeUpStudy.MARKUP, "x, y=1"), 3, 40);
    page = folder.resolve("report.html");
    Files.writeString(
        page, Sections.page(study, ReportOptions.named().with(MadeUpStudy.images(40))));
    started = new Chromium(installed.get(), Files.createDirectory(folder.resolve("profile")));
  }

  @AfterAll
  static void stopBrowser() throws IOException {
    if (started != null) {
      started.close();
    }
  }

  @BeforeEach
  void load() throws IOException {
    browser().show(1280, 900, false);
    browser().load(page);
  }

  private static Chromium browser() {
    return Objects.requireNonNull(started);
  }

  @Test
  void loadsNothingAndComplainsOfNothing() throws IOException {
    assertThat(browser().evaluate(DRAW)).isEqualTo(true);

    assertThat(browser().complaints).isEmpty();
    assertThat(browser().requests)
        .filteredOn(request -> !request.startsWith("data:"))
        .containsExactly(page.toUri().toString());
  }

  @Test
  void drawsEveryFigure() throws IOException {
    browser().evaluate(DRAW);

    assertThat(
            browser()
                .texts(
                    "[...document.querySelectorAll('figure')].filter((one) =>"
                        + " !one.querySelector('svg path, svg text') || one.dataset.drawn ==="
                        + " '0').map((one) => one.id)"))
        .isEmpty();
    assertThat(browser().texts("[...document.querySelectorAll('figure')].map((one) => one.id)"))
        .contains(
            "heat-map",
            "gains-forest",
            "roc",
            "reliability-diagrams",
            "confusion-matrices",
            "patient-dots",
            "training-curves",
            "times");
  }

  @Test
  void runsNothingThatALabelSays() throws IOException {
    browser().evaluate(DRAW);
    browser()
        .evaluate(
            "document.querySelectorAll('figure details').forEach((one) => { one.open = true; })");

    assertThat(
            browser()
                .evaluate("document.querySelectorAll('img:not([src^=\"data:image/\"])').length"))
        .isEqualTo(0);
    assertThat(browser().evaluate("typeof globalThis.ran")).isEqualTo("undefined");
    assertThat(browser().evaluate("document.body.innerText.includes('<img src=x onerror=')"))
        .isEqualTo(true);
  }

  @Test
  void showsPicturesThatAreWholeAndDescribed() throws IOException {
    browser()
        .evaluate("Promise.all([...document.images].map((one) => one.decode())).then(() => true)");

    assertThat(
            browser()
                .texts(
                    "[...document.querySelectorAll('.pictures')].map((one) => one.id + ' ' +"
                        + " one.querySelectorAll('img').length)"))
        .containsExactly("hardest-pictures 24", "embedding-map 12");
    assertThat(
            browser()
                .texts(
                    "[...document.images].filter((one) => one.naturalWidth !== one.width ||"
                        + " one.naturalWidth < 2 || !one.alt).map((one) =>"
                        + " one.outerHTML.slice(-300))"))
        .isEmpty();
    assertThat(
            browser()
                .evaluate(
                    "getComputedStyle(document.querySelector('.pictures"
                        + " i.colour-1')).backgroundColor"))
        .isEqualTo("rgb(217, 98, 43)");
  }

  @Test
  void savesFiguresAsSvgAndPng() throws IOException {
    browser().evaluate(DRAW);
    browser()
        .evaluate(
            "globalThis.saved = []; const url = URL.createObjectURL; URL.createObjectURL = (blob)"
                + " => { saved.push(blob); return url(blob); }; true");
    List<String> figures =
        browser().texts("[...document.querySelectorAll('figure')].map((one) => one.id)");
    for (String label : List.of("SVG", "PNG")) {
      browser()
          .evaluate(
              "saved.length = 0; document.querySelectorAll('figure .tools button').forEach((one) => { if (one.textContent === '%s') one.click(); }); new Promise((done) => { const wait = () => (saved.length < %d ? setTimeout(wait, 50) : done(true)); wait(); })"
                  .formatted(label, figures.size()));
      List<String> starts =
          browser()
              .texts(
                  "Promise.all(saved.map((blob) => blob.arrayBuffer().then((bytes) => blob.type + '"
                      + " ' + bytes.byteLength + ' ' + String.fromCharCode(...new"
                      + " Uint8Array(bytes).slice(0, 4)))))");
      assertThat(starts)
          .hasSameSizeAs(figures)
          .allMatch(
              one ->
                  one.startsWith(label.equals("SVG") ? "image/svg+xml" : "image/png")
                      && one.endsWith(label.equals("SVG") ? "<svg" : "\u0089PNG")
                      && Integer.parseInt(one.split(" ")[1]) > 1000);
    }
    assertThat(browser().complaints).isEmpty();
  }

  @Test
  void showsSeveralStudiesEachUnderItsName() throws IOException {
    Path several = folder.resolve("several.html");
    Path other =
        MadeUpStudy.run(
            Files.createDirectories(folder.resolve("other")), List.of("one", "two"), 1, 24);
    Files.writeString(several, Sections.page(List.of(study, other)));
    browser().load(several);
    browser().evaluate(DRAW);

    assertThat(
            browser().texts("[...document.querySelectorAll('h2.study')].map((h) => h.innerText)"))
        .hasSize(2)
        .doesNotHaveDuplicates();
    assertThat(
            browser()
                .texts(
                    "[...document.querySelectorAll('[id]')].map((one) => one.id).filter((id, i,"
                        + " all) => all.indexOf(id) !== i)"))
        .isEmpty();
    assertThat(
            browser()
                .texts(
                    "[...document.querySelectorAll('nav a')].filter((one) =>"
                        + " !document.querySelector(one.hash)).map((one) => one.href)"))
        .isEmpty();
    assertThat(browser().texts("[...document.querySelectorAll('figure:not([data-drawn])')]"))
        .isEmpty();
    assertThat(
            browser().evaluate("document.querySelectorAll('#study-2-jobs-table tbody tr').length"))
        .isEqualTo(8);
    assertThat(browser().complaints).isEmpty();
  }

  @Test
  void savesNoFormulaForASpreadsheet() throws IOException {
    assertThat(
            browser()
                .evaluate(
                    "parfocal.formats.csv([['"
                        + MadeUpStudy.FORMULA.replace("'", "\\'")
                        + "', '-0.5', '+x', 'a,\"b\"']])"))
        .isEqualTo("'=cmd|' /C calc'!A0,-0.5,'+x,\"a,\"\"b\"\"\"\n");
  }

  @Test
  void savesTablesThatLatexAndMarkdownTake() throws IOException {
    assertThat(
            browser()
                .evaluate(
                    "parfocal.formats.tex([['a_b', 'n'], ['50 %', '0.5 ± 0.1']], [false, true])"))
        .isEqualTo(
            "\\begin{tabular}{lr}\n"
                + "\\toprule\n"
                + "a\\_b & n \\\\\n"
                + "\\midrule\n"
                + "50 \\% & 0.5 $\\pm$ 0.1 \\\\\n"
                + "\\bottomrule\n"
                + "\\end{tabular}\n");
    assertThat(
            browser().evaluate("parfocal.formats.md([['a|b', 'n'], ['<i>', '1']], [false, true])"))
        .isEqualTo("| a\\|b | n |\n| :-- | --: |\n| \\<i\\> | 1 |\n");
  }

  @Test
  void sortsByNumbersAndFiltersByChoice() throws IOException {
    String column =
        "[...document.querySelectorAll('#jobs-table tbody tr:not([hidden])')].map((row) =>"
            + " row.cells[4].dataset.value ?? '')";
    browser().evaluate("document.querySelectorAll('#jobs-table th .sort')[4].click()");
    List<String> values = browser().texts(column);
    List<Double> numbers =
        values.stream().filter(text -> !text.isEmpty()).map(Double::valueOf).toList();
    List<Double> sorted = new ArrayList<>(numbers);
    sorted.sort((one, other) -> Double.compare(other, one));
    assertThat(numbers).hasSize(45).isEqualTo(sorted);
    assertThat(values.subList(45, 48)).containsOnly("");

    browser()
        .evaluate(
            "(() => { const choice = document.querySelector('#jobs-table select'); choice.value ="
                + " 'fails'; choice.onchange(); })()");
    assertThat(browser().texts(FIRST_COLUMN)).hasSize(12).containsOnly("fails");
    assertThat(browser().evaluate("document.querySelector('#jobs-table .count').textContent"))
        .isEqualTo("12 of 48 rows");
  }

  @Test
  void isUsedByKeysAlone() throws IOException {
    browser().press("Tab");
    assertThat(browser().evaluate("document.activeElement.textContent"))
        .isEqualTo("Skip to the report");
    browser().evaluate("document.querySelector('#jobs-table th .sort').focus()");
    browser().press("Enter");
    assertThat(
            browser()
                .evaluate("document.querySelector('#jobs-table th').getAttribute('aria-sort')"))
        .isEqualTo("ascending");
    browser().press("Tab");
    assertThat(browser().evaluate("document.activeElement.textContent")).isEqualTo("fold");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void hasNoBarriersThatAxeKnows(boolean dark) throws IOException {
    browser().show(1280, 900, dark);
    browser().evaluate(DRAW);
    browser().evaluate("document.querySelector('#heat-map details').open = true");
    try (InputStream axe = getClass().getResourceAsStream("/axe.min.js")) {
      browser()
          .evaluate(
              new String(Objects.requireNonNull(axe).readAllBytes(), StandardCharsets.UTF_8)
                  + "; true");
    }

    assertThat(
            browser()
                .texts(
                    "axe.run({ exclude: ['svg'] }).then((found) => found.violations.map((one) =>"
                        + " one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0,"
                        + " 200) + node.failureSummary).join(' | ')))"))
        .isEmpty();
  }

  @Test
  void showsTheNumbersOfTheResults() throws IOException {
    List<List<String>> shown = new ArrayList<>();
    for (String line :
        browser()
            .texts(
                "[...document.querySelectorAll('#jobs-table tbody tr')].map((row) =>"
                    + " [...row.cells].map((cell) => cell.textContent).join('\\u0001'))")) {
      shown.add(List.of(line.split("\u0001", -1)));
    }
    List<String> expected = new ArrayList<>();
    List<List<String>> rows = Csv.parse(Files.readString(study.resolve("results.csv")));
    for (List<String> row : rows.subList(1, rows.size())) {
      if (row.get(5).equals("pairs") && row.get(6).equals("test") && row.get(7).equals("all")) {
        expected.add(
            String.join(" ", Csv.restored(row.get(1)), row.get(2), row.get(4), number(row)));
      }
    }
    assertThat(shown).hasSize(48);
    assertThat(shown)
        .map(row -> String.join(" ", row.get(0), row.get(1), row.get(2), row.get(4)))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static String number(List<String> row) {
    return row.get(8).isEmpty()
        ? "missing"
        : String.format(
            Locale.ROOT,
            "%.3f [%.3f, %.3f]",
            Double.valueOf(row.get(8)),
            Double.valueOf(row.get(9)),
            Double.valueOf(row.get(10)));
  }

  @ParameterizedTest
  @CsvSource({"420, false", "900, false", "1440, false", "420, true", "1440, true"})
  void fitsTheScreen(int width, boolean dark) throws IOException {
    browser().show(width, 900, dark);
    browser().load(page);
    browser().evaluate(DRAW);

    assertThat(browser().evaluate("document.documentElement.scrollWidth <= innerWidth"))
        .isEqualTo(true);
    Path shots = Files.createDirectories(Path.of("target/screenshots"));
    Files.write(
        shots.resolve("%d-%s.png".formatted(width, dark ? "dark" : "light")),
        browser().screenshot());
  }
}
