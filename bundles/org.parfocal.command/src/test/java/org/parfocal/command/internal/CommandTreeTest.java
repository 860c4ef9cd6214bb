package org.parfocal.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.Version;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.DatasetFetcher;
import org.parfocal.api.DatasetWriter;
import org.parfocal.api.Fold;
import org.parfocal.api.FoldPlan;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.SampleField;
import org.parfocal.platform.BundleStatus;
import org.parfocal.report.ReportWriter;

class CommandTreeTest {
  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final FakePlatform platform = new FakePlatform();
  private Map<String, DatasetWriter> writers = Map.of();
  private Map<String, DatasetFetcher> fetchers = Map.of();
  private Map<String, String> properties = Map.of();

  private int run(String... arguments) {
    return run(Terminal.to(out, err, false), arguments);
  }

  private int run(Terminal terminal, String... arguments) {
    return new CommandTree(
            context(),
            platform,
            (ReportWriter)
                Proxy.newProxyInstance(
                    CommandTreeTest.class.getClassLoader(),
                    new Class<?>[] {ReportWriter.class},
                    (proxy, method, arguments1) -> null),
            () -> writers.entrySet().stream().map(CommandTreeTest::named).toList(),
            () -> fetchers.entrySet().stream().map(CommandTreeTest::named).toList(),
            List::of,
            List::of,
            terminal)
        .execute(arguments);
  }

  private static <T> Map.Entry<Map<String, Object>, T> named(Map.Entry<String, T> entry) {
    return Map.entry(Map.of("parfocal.name", entry.getKey()), entry.getValue());
  }

  /** A context that knows its own version, its commit and some properties, and no service. */
  private BundleContext context() {
    ClassLoader loader = CommandTreeTest.class.getClassLoader();
    Bundle bundle =
        (Bundle)
            Proxy.newProxyInstance(
                loader,
                new Class<?>[] {Bundle.class},
                (proxy, method, arguments) ->
                    method.getName().equals("getVersion")
                        ? new Version(0, 1, 0, "SNAPSHOT")
                        : FrameworkUtil.asDictionary(Map.of("Parfocal-Commit", "0123abc")));
    return (BundleContext)
        Proxy.newProxyInstance(
            loader,
            new Class<?>[] {BundleContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getBundle" -> bundle;
                  case "getBundles" -> new Bundle[0];
                  case "getProperty" -> properties.get(arguments[0]);
                  default -> null;
                });
  }

  private int runAndFail(RuntimeException exception) {
    platform.study =
        () -> {
          throw exception;
        };
    return run("run", "study.yaml");
  }

  @Test
  void everyKindOfFailureHasItsExitCodeAndSentence() {
    assertThat(runAndFail(new ConfigurationException(List.of("s.yaml:1:1: one.", "two."))))
        .isEqualTo(2);
    assertThat(err.toString().lines()).containsExactly("error: s.yaml:1:1: one.", "error: two.");
    assertThat(runAndFail(new DatasetException("x"))).isEqualTo(3);
    assertThat(runAndFail(new PluginException("x"))).isEqualTo(4);
    assertThat(runAndFail(new OutputException("x"))).isEqualTo(6);
  }

  @Test
  void whatCannotBePrintedIsNoSuccess() {
    for (String command : List.of("plugins", "plugins --json", "doctor", "--help", "run --help")) {
      assertThat(run(Terminal.to(new FullDisk(), err, false), command.split(" "))).isEqualTo(6);
      assertThat(err).asString().contains("error: Not everything was printed");
    }
    Terminal untold = Terminal.to(out, new FullDisk(), false);
    untold.warning("a small fold");
    assertThat(run(untold, "plugins")).isEqualTo(6);
    assertThat(run(Terminal.to(new FullDisk(), err, false), "no-command")).isEqualTo(2);
  }

  private static final class FullDisk extends Writer {
    @Override
    public void write(char[] characters, int from, int count) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @Test
  void whatIsSaidSteersNoTerminalAndForgesNoLine() {
    runAndFail(new DatasetException("Patient \u001B]0;owned\u0007\u202Ex\u009B2J is alone."));
    Terminal.to(out, err, false).warning("Image a\nerror: all is lost is small.");
    try (Progress progress = new LineProgress(Terminal.to(out, err, false).err(), () -> 0)) {
      progress.warning("b\r\nwarning: \u001B[2J");
    }
    assertThat(err.toString().lines())
        .containsExactly(
            "error: Patient \\u001b]0;owned\\u0007\\u202ex\\u009b2J is alone.",
            "warning: Image a error: all is lost is small.",
            "warning: b warning: \\u001b[2J");
  }

  @Test
  void aSentenceOfMegabytesLosesItsMiddle() {
    String path = "a/".repeat(5_000_000);
    Terminal.to(out, err, false).error("The table " + path + " is missing; correct its path.");
    assertThat(err.toString())
        .hasSizeLessThan(11_000)
        .startsWith("error: The table a/a/")
        .endsWith("/a/ is missing; correct its path." + System.lineSeparator());
    new Failures(Terminal.to(out, err, false))
        .execution(new DatasetException("a cell\n".repeat(1_000_000)), null);
    assertThat(err.toString()).hasSizeLessThan(15_000);
  }

  @Test
  void aStopIsNoFailure() {
    assertThat(runAndFail(new CancellationException())).isEqualTo(130);
    assertThat(err.toString().lines())
        .containsExactly("stopped; run the same command again to continue");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          run study.yaml             | lower training.batch or images.size, or give it more
          work study.yaml            | lower training.batch or images.size, or give it more
          run-job study.yaml 1       | lower training.batch or images.size, or give it more
          plan study.yaml --estimate | leave out --estimate, or give it more
          plan study.yaml            | heap): give it more with PARFOCAL_OPTS=-Xmx
          embed study.yaml there     | lower images.size, or give it more
          """)
  void whatTakesMemoryIsNamedByTheCommandThatRanOutOfIt(String line, String advice) {
    writers = Map.of("features", (dataset, directory, progress) -> {});
    platform.study =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(err).asString().contains("error: Java ran out of memory (").contains(advice);
  }

  @Test
  void aBugKeepsItsStackTrace() {
    assertThat(runAndFail(new IllegalStateException("oops"))).isEqualTo(1);
    assertThat(err)
        .asString()
        .contains("IllegalStateException: oops")
        .contains("\tat org.parfocal");
  }

  @Test
  void theNearestCommandAndOptionAreOffered() {
    assertThat(run("rnu", "study.yaml")).isEqualTo(2);
    assertThat(err).asString().contains("parfocal has no command rnu. Did you mean run?");
    assertThat(run("run", "--retry-faled", "x")).isEqualTo(2);
    assertThat(err).asString().contains("Did you mean --retry-failed?");
    assertThat(run("dataset", "verfy")).isEqualTo(2);
    assertThat(err).asString().contains("Did you mean verify?");
    assertThat(run("plan")).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(out).asString().isEmpty();
  }

  @Test
  void everyCommandHasHelpAndVersion() {
    for (String command :
        List.of(
            "run",
            "plan",
            "evaluate",
            "compare",
            "predict",
            "pack",
            "plugins",
            "dataset",
            "doctor",
            "shell",
            "completion")) {
      assertThat(run(command, "--help")).as(command).isZero();
    }
    assertThat(run("dataset", "export", "--help")).isZero();
    assertThat(run("--version")).isZero();
    assertThat(out)
        .asString()
        .contains("Usage: parfocal predict")
        .contains("parfocal 0.1.0-SNAPSHOT")
        .contains("commit 0123abc");
    assertThat(err).asString().isEmpty();
  }

  @Test
  void pluginsAreListed() {
    assertThat(run("plugins")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "section  name  bundle                   version  what it is",
            "model    dann  org.parfocal.model.dann  1.0.0    Adversarial");
  }

  @Test
  void aPluginsOptionsCanBePastedIntoAStudyFile() {
    assertThat(run("plugins", "dann")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "# model dann: Adversarial",
            "# bundle org.parfocal.model.dann 1.0.0",
            "model:",
            "  strategy: dann",
            "  # About lambda-max (number)",
            "  lambda-max: 1.0",
            "  # About path (text)",
            "  path:   # must be given",
            "  # About weights (text)",
            "  # weights:",
            "");
    assertThat(run("plugins", "nothing")).isEqualTo(2);
    assertThat(err).asString().contains("no plugin named nothing");
  }

  @Test
  void machinesReadJson() {
    assertThat(run("plugins", "--json")).isZero();
    assertThat(out)
        .asString()
        .startsWith("{\"section\":\"model\",\"name\":\"dann\"")
        .contains("\"default\":\"1.0\"");
    assertThat(out.toString().lines()).hasSize(1);
  }

  @Test
  void inspectionCountsImagesAndPatients() {
    assertThat(run("dataset", "inspect", "tiny")).isZero();
    assertThat(out)
        .asString()
        .contains("images    2")
        .containsPattern("malignant +1 \\(1\\) +0 \\(0\\)");
    assertThat(err).asString().contains("warning: Small.");
  }

  @Test
  void inspectionCountsByAnyField() {
    assertThat(run("dataset", "inspect", "tiny", "--field", "patient")).isZero();
    assertThat(out)
        .asString()
        .containsPattern("images \\(patients\\) by patient +p0 +p1\n")
        .containsPattern("benign +1 \\(1\\) +0 \\(0\\)")
        .containsPattern("malignant +0 \\(0\\) +1 \\(1\\)");
    assertThat(run("dataset", "inspect", "tiny", "--field", "stain")).isEqualTo(2);
    assertThat(err).asString().contains("No image has the field stain, which --field names");
  }

  @Test
  void inspectionOfAStudyCountsByTheFieldThatItsProtocolVaries() {
    platform.protocol =
        data ->
            new FoldPlan(
                List.of(
                    new Fold(
                        "p1",
                        "p1",
                        new SampleField("patient"),
                        data.samples().subList(0, 1),
                        List.of(),
                        data.samples().subList(1, 2),
                        List.of())),
                List.of());
    assertThat(run("dataset", "inspect", "study.yaml")).isZero();
    assertThat(out).asString().containsPattern("images \\(patients\\) by patient +p0 +p1\n");
    assertThat(run("dataset", "inspect", "study.yaml", "--field", "slide")).isZero();
    assertThat(out).asString().contains("images (patients) by slide");
  }

  @Test
  void aDataSetThatTheProtocolCannotUseIsInspectedAllTheSame() {
    platform.protocol =
        data -> {
          throw new DatasetException("No image has the field institute.");
        };
    assertThat(run("dataset", "inspect", "study.yaml")).isZero();
    assertThat(out).asString().contains("images (patients) by magnification");
    assertThat(err).asString().contains("No image has the field institute.");
  }

  @Test
  void nothingIsFetchedBeforeTheTermsAreAccepted() {
    List<Path> fetched = new java.util.ArrayList<>();
    fetchers =
        Map.of(
            "breakhis",
            new DatasetFetcher() {
              @Override
              public String terms() {
                return "For research.";
              }

              @Override
              public List<java.net.URI> locations() {
                return List.of();
              }

              @Override
              public void fetch(
                  List<java.net.URI> locations,
                  Path directory,
                  java.util.function.DoubleConsumer progress) {
                fetched.add(directory);
              }
            });
    assertThat(run("dataset", "fetch", "breakhis", "there")).isEqualTo(2);
    assertThat(err).asString().contains("For research.").contains("--accept-terms");
    assertThat(fetched).isEmpty();
    assertThat(run("dataset", "fetch", "breakhis", "there", "--accept-terms")).isZero();
    assertThat(fetched).containsExactly(Path.of("there"));
    assertThat(run("dataset", "fetch", "brekhis", "there")).isEqualTo(2);
    assertThat(err).asString().contains("no public data set named brekhis; installed: breakhis");
  }

  @Test
  void exportChoosesTheLayoutByName() {
    List<Path> written = new java.util.ArrayList<>();
    writers = Map.of("breakhis", (dataset, directory, progress) -> written.add(directory));
    assertThat(run("dataset", "export", "tiny", "there", "patients=2")).isZero();
    assertThat(written).containsExactly(Path.of("there"));
    assertThat(run("dataset", "export", "tiny", "there", "--layout=other")).isEqualTo(2);
  }

  @Test
  void theDoctorSaysWhatIsWrong() {
    assertThat(run("doctor", "--output", folder.toString())).isZero();
    assertThat(out).asString().contains("warn  engine").contains("ok    bundles");
    platform.bundles =
        List.of(new BundleStatus("lab.dann", "1.0.0", "installed", "the package x is missing."));
    assertThat(run("doctor", "--output", folder.toString())).isEqualTo(2);
    assertThat(out)
        .asString()
        .contains("cannot be resolved: the package x is missing.")
        .endsWith("Not ready: mend what is marked fail (1), then run parfocal doctor again.\n");
  }

  @Test
  void theDoctorsVerdictCanBeReadByAProgram() throws IOException {
    assertThat(run("doctor", "--json", "--output", folder.toString())).isZero();
    Map<String, Object> told = JSON.std.mapFrom(out.toString());
    assertThat(told).containsEntry("ready", true).containsEntry("failures", 0);
    assertThat((List<?>) told.get("findings"))
        .isNotEmpty()
        .allSatisfy(
            one -> assertThat(((Map<?, ?>) one).keySet()).hasToString("[level, what, told]"));
  }

  @Test
  void theDoctorEndsWithAVerdict() {
    Finding fine = Finding.ok("disk", "wide");
    assertThat(Verdict.of(List.of(fine)).sentence()).isEqualTo("Ready to run studies.");
    assertThat(Verdict.of(List.of(fine, Finding.warn("memory", "small"))).sentence())
        .startsWith("Ready")
        .contains("warn (1)");
    assertThat(Verdict.of(List.of(fine, Finding.fail("disk", "full"))).sentence())
        .startsWith("Not ready");
  }

  @Test
  void helpIsACommand() {
    assertThat(run("help")).isZero();
    assertThat(out).asString().contains("Usage: parfocal", "evaluate", "compare", "Exit codes");
    assertThat(run("help", "run")).isZero();
    assertThat(out).asString().contains("Usage: parfocal run");
  }

  @Test
  void completionKnowsCommandsAndOptions() {
    assertThat(run("completion")).isZero();
    assertThat(out)
        .asString()
        .startsWith("#!/usr/bin/env bash")
        .contains(
            "complete -F _complete_parfocal",
            "--retry-failed",
            "'--device'",
            "'--allow-program'",
            "evaluate",
            "compare",
            "bashcompinit");
  }

  @Test
  void fishHasCompletionsOfItsOwn() {
    assertThat(run("completion", "fish")).isZero();
    String dataset = "__fish_seen_subcommand_from dataset; and ";
    assertThat(out.toString().lines())
        .allMatch(line -> line.startsWith("complete -c parfocal "))
        .anyMatch(
            line ->
                line.contains("-n 'not __fish_seen_subcommand_from ")
                    && line.contains("-a evaluate"))
        .anyMatch(line -> line.contains("-n '__fish_seen_subcommand_from run' -l retry-failed -d "))
        .anyMatch(line -> line.contains("-l device -x -a 'auto cpu cuda' "))
        .anyMatch(line -> line.contains(dataset + "not ") && line.contains("-a inspect"))
        .anyMatch(line -> line.contains(dataset + "__fish_seen_subcommand_from inspect' -l json"));
    assertThat(run("completion", "tcsh")).isEqualTo(2);
    assertThat(err).asString().contains("no completion for tcsh; give bash, zsh or fish");
  }

  /** Every command and option of the help, so that it is never behind the program. */
  @Test
  void theManualPageHasEveryCommandAndOption() {
    assertThat(run("completion", "man")).isZero();
    String page = out.toString();
    assertThat(page)
        .startsWith(".TH PARFOCAL 1\n.SH NAME\nparfocal \\- Tests whether")
        .contains(
            ".SS run\n", ".SS dataset inspect\n", ".SS plugin install\n", "Exit codes: 0 done")
        .contains(".TP\n.B \\-\\-retry\\-failed\nRun failed jobs again.\n")
        .contains(".TP\n.B FILE\nThe study file (YAML).\n")
        .doesNotContain("coordinator", "${");
    assertThat(page.lines()).noneMatch(line -> line.startsWith("'")).noneMatch(String::isEmpty);
    for (String command : List.of("run", "plan", "predict", "pack", "work", "schema")) {
      assertThat(run(command, "--help")).isZero();
    }
    Pattern.compile("(?m)^ +(--[a-z][a-z-]+)")
        .matcher(out.toString().substring(page.length()))
        .results()
        .map(option -> option.group(1))
        .forEach(option -> assertThat(page.replace("\\-", "-")).contains(".B " + option));
  }

  @Test
  void theDoctorTellsTheDeviceAndWhy() {
    properties = Map.of("parfocal.device", "cuda", "parfocal.device.reason", "GPU 0 (A)");
    assertThat(run("doctor", "--output", folder.toString())).isZero();
    assertThat(out).asString().containsPattern("ok +device +cuda: GPU 0 \\(A\\)");
    properties =
        Map.of(
            "parfocal.device", "cpu",
            "parfocal.device.reason", "GPU 0 is too new",
            "parfocal.device.fallback", "true");
    assertThat(run("doctor", "--output", folder.toString())).isZero();
    assertThat(out).asString().containsPattern("warn +device +cpu: GPU 0 is too new");
  }

  @Test
  void aMissingShellIsTold() {
    assertThat(run("shell")).isEqualTo(4);
    assertThat(err).asString().contains("gogo.runtime is not installed");
  }

  @Test
  void predictNeedsAFinishedJob() {
    assertThat(run("predict", folder.toString(), "tiny")).isEqualTo(6);
    assertThat(err).asString().contains("holds no finished job");
  }
}
