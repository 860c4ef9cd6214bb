package org.parfocal.model.process.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.OutputException;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.TrainingSet;
import org.parfocal.api.Validation;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.RecordingJob;

class ProcessModelTest {
  private static final TrainingSet TRAINING = Cohort.training(4, 1, "100X");
  private static final List<Sample> VALIDATION = Cohort.of(2, 1, "200X").samples();
  private static final List<Sample> TEST = Cohort.of(3, 1, "400X").samples();
  private static final String MODEL = "echo m > \"$2/model/m\"\n";

  @TempDir Path folder;
  private RecordingJob job;

  @BeforeEach
  void makeJob() throws IOException {
    job = new RecordingJob(Files.createDirectories(folder.resolve("job")), 13);
  }

  /** It keeps a copy of everything, which is compared with what the samples are. */
  @Test
  void givesTheProgramItsSamplesAndOfThoseToPredictNeitherLabelNorName() throws Exception {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    ProcessModel model =
        model(
            "cp -R \"$2\" \"$3/$1\"\n" + ProgramFile.SHARES,
            Map.of("arguments", new String[] {kept.toString()}));

    try (TrainedModel fitted = model.fit(TRAINING, Validation.of(VALIDATION), job)) {
      fitted.predict(TEST);
    }

    assertThat(names(kept.resolve("fit")))
        .containsExactly(
            "model",
            "request.json",
            "tmp",
            "training.csv",
            "training.npy",
            "validation.csv",
            "validation.npy");
    assertThat(JSON.std.mapFrom(Files.readString(kept.resolve("fit/request.json"))))
        .isEqualTo(
            Map.of(
                "protocol", 1,
                "task", "fit",
                "classes", 2,
                "image_size", 16,
                "class_names", List.of("benign", "malignant"),
                "seed", 13));
    assertThat(Files.readString(kept.resolve("fit/training.csv")))
        .isEqualTo(
            """
            label,patient,slide,magnification,microns_per_pixel
            1,p01,p01,100X,
            0,p02,p02,100X,
            1,p03,p03,100X,
            0,p04,p04,100X,
            """);
    assertThat(Files.readString(kept.resolve("fit/validation.csv"))).contains("1,p01,p01,200X,");
    assertThat(pixels(kept.resolve("fit/training.npy"))).isEqualTo(pixels(TRAINING.samples()));
    assertThat(pixels(kept.resolve("fit/validation.npy"))).isEqualTo(pixels(VALIDATION));
    assertThat(names(kept.resolve("predict")))
        .containsExactly("images.csv", "images.npy", "model", "request.json", "tmp");
    assertThat(Files.readString(kept.resolve("predict/images.csv")))
        .isEqualTo("magnification,microns_per_pixel\n400X,\n400X,\n400X,\n");
    assertThat(JSON.std.mapFrom(Files.readString(kept.resolve("predict/request.json"))))
        .isEqualTo(Map.of("protocol", 1, "task", "predict", "classes", 2, "image_size", 16));
    assertThat(pixels(kept.resolve("predict/images.npy"))).isEqualTo(pixels(TEST));
    assertThat(names(folder.resolve("job"))).containsExactly("program.log");
  }

  /** Four images of 16 × 16: numpy.save writes a header of 128 bytes and these words. */
  @Test
  void writesPixelsAsNumPyDoes() throws Exception {
    Path kept = folder.resolve("kept.npy");
    ProcessModel model =
        model(
            "[ $1 != fit ] || cp \"$2/training.npy\" \"$3\"\n" + ProgramFile.SHARES,
            Map.of("arguments", new String[] {kept.toString()}));
    model.fit(TRAINING, Validation.of(VALIDATION), job).close();

    byte[] bytes = Files.readAllBytes(kept);
    assertThat(Arrays.copyOf(bytes, 10))
        .containsExactly(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
    assertThat(new String(bytes, 10, 118, StandardCharsets.ISO_8859_1))
        .isEqualTo(
            "%-117s%n"
                .formatted("{'descr': '|u1', 'fortran_order': False, 'shape': (4, 16, 16, 3), }"));
    assertThat(bytes).hasSize(128 + 4 * 16 * 16 * 3);
  }

  @Test
  void readsTheProbabilitiesThatTheProgramWrites() throws IOException {
    ProcessModel model =
        model(
            MODEL + "printf '0.25,0.75\\n1e0,0\\n 0.5 ,0.5' > \"$2/probabilities.csv\"\n",
            Map.of());

    try (TrainedModel fitted = model.fit(TRAINING, Validation.of(List.of()), job)) {
      assertThat(fitted.predict(TEST))
          .extracting(output -> List.of(output.probabilities()[0], output.probabilities()[1]))
          .containsExactly(List.of(0.25, 0.75), List.of(1.0, 0.0), List.of(0.5, 0.5));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5,0.5\\n0.5,0.5\\n | has 2 rows for 3 images",
        "0.5,0.5\\n0.5,0.5\\nnan,nan\\n | holds \"nan\" in row 3, which is no probability from 0 to 1",
        "0.5,0.5\\n2,-1\\n0.5,0.5\\n | holds \"2\" in row 2, which is no probability from 0 to 1",
        "0.5,0.5\\n0.5,0.4\\n0.5,0.5\\n | has a row 2 that sums to 0.9 instead of 1",
        "1\\n1\\n1\\n | has 1 numbers in row 1 for 2 classes",
        "a,\\033[2Jb\\n1,0\\n1,0\\n | holds \"a\" in row 1",
        "\\377\\n | is no text in UTF-8"
      })
  void refusesOtherProbabilities(String written, String sentence) throws IOException {
    ProcessModel model =
        model(MODEL + "printf '" + written + "' > \"$2/probabilities.csv\"\n", Map.of());

    try (TrainedModel fitted = model.fit(TRAINING, Validation.of(VALIDATION), job)) {
      assertThatExceptionOfType(PluginException.class)
          .isThrownBy(() -> fitted.predict(TEST))
          .withMessageStartingWith("The program's probabilities.csv " + sentence);
    }
  }

  @Test
  void refusesProbabilitiesThatAreALinkOrTooLarge() throws IOException {
    assertThatThrownBy(() -> predicted("ln -s model/m \"$2/probabilities.csv\""))
        .hasMessage("The program ended without writing probabilities.csv.");
    assertThatThrownBy(() -> predicted("head -c 100000 /dev/zero > \"$2/probabilities.csv\""))
        .hasMessage(
            "The program's probabilities.csv has 100000 bytes; 3 images need no more than 1408.");
  }

  @Test
  void tellsTheLastWordsOfAProgramThatFails() {
    assertThatExceptionOfType(PluginException.class)
        .isThrownBy(() -> fitted("echo reading; echo 'no module named \033[1mtorch' >&2; exit 3"))
        .withMessageEndingWith(
            "/program ended with exit code 3 in its task fit; its last words in program.log: reading | no module named \\u001b[1mtorch");
    assertThatThrownBy(() -> fitted("kill -SEGV $$"))
        .hasMessageContaining("crashed (signal 11) in its task fit");
    assertThatThrownBy(() -> fitted("kill -KILL $$"))
        .hasMessageContaining("was killed (signal 9), as the system does where memory runs out,");
    assertThat(folder.resolve("job")).isDirectoryNotContaining("glob:**program");
  }

  @Test
  void endsAProgramAndItsChildrenWhenItsTimeIsOver() throws Exception {
    long begun = System.nanoTime();
    assertThatThrownBy(
            () ->
                fitted(
                    "sleep 977 & echo $! > \"$3\"; trap '' TERM; while :; do sleep 1; done",
                    Map.of(
                        "minutes",
                        0.01,
                        "arguments",
                        new String[] {folder.resolve("pid").toString()})))
        .isInstanceOf(PluginException.class)
        .hasMessageContaining("was ended after 0.01 minutes (model.minutes) in its task fit");
    assertThat((System.nanoTime() - begun) / 1e9).isLessThan(10);
    assertEnded(folder.resolve("pid"));
  }

  @Test
  void endsAProgramAndItsChildrenWhenTheJobIsStopped() throws IOException {
    job.cancelAfter(12);
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(
            () ->
                fitted(
                    "sleep 978 & echo $! > \"$3\"; wait",
                    Map.of("arguments", new String[] {folder.resolve("pid").toString()})));
    assertEnded(folder.resolve("pid"));
    assertThat(folder.resolve("job")).isDirectoryNotContaining("glob:**program");
  }

  /** What a study reads of the environment may be secret. */
  @Test
  void givesTheProgramFewVariablesAndNoArgumentThroughAShell() throws IOException {
    Path kept = folder.resolve("kept");
    model(
            "env > \"$3\"; echo \"$4\" >> \"$3\"\n" + ProgramFile.SHARES,
            Map.of("arguments", new String[] {kept.toString(), "$(touch /tmp/x); 'a b'"}))
        .fit(TRAINING, Validation.of(VALIDATION), job)
        .close();

    List<String> lines = Files.readAllLines(kept);
    assertThat(lines).contains("$(touch /tmp/x); 'a b'", "PYTHONHASHSEED=0");
    assertThat(lines)
        .filteredOn(line -> line.contains("="))
        .extracting(line -> line.replaceFirst("=.*", ""))
        .isSubsetOf(
            "PATH",
            "HOME",
            "USER",
            "LANG",
            "LC_ALL",
            "LD_LIBRARY_PATH",
            "VIRTUAL_ENV",
            "CONDA_PREFIX",
            "OMP_NUM_THREADS",
            "CUDA_VISIBLE_DEVICES",
            "CUDA_DEVICE_ORDER",
            "OPENBLAS_NUM_THREADS",
            "MKL_NUM_THREADS",
            "TMPDIR",
            "PYTHONHASHSEED",
            "PYTHONDONTWRITEBYTECODE",
            // Of the shell itself.
            "PWD",
            "OLDPWD",
            "SHLVL",
            "_");
  }

  @Test
  void refusesAModelOfOtherThanPlainFiles() {
    assertThatThrownBy(() -> fitted("true"))
        .hasMessageContaining("wrote no file into its folder model");
    assertThatThrownBy(() -> fitted("ln -s /etc/passwd \"$2/model/m\""))
        .hasMessageContaining(
            "The program wrote m into its folder model; a model is made of plain files");
    assertThatThrownBy(() -> fitted("touch \"$2/model/a b\""))
        .hasMessageContaining("wrote a b into");
  }

  /** Whoever changes the program has another model. */
  @Test
  void loadsNoModelOfAnotherProgram() throws IOException {
    Path saved = Files.createDirectory(folder.resolve("saved"));
    try (TrainedModel fitted =
        model(ProgramFile.SHARES, Map.of()).fit(TRAINING, Validation.of(VALIDATION), job)) {
      fitted.save(saved);
    }
    assertThatExceptionOfType(OutputException.class)
        .isThrownBy(() -> model("# changed\n" + ProgramFile.SHARES, Map.of()).load(saved, 2))
        .withMessageContaining("is another one: use that program, or train again");
    assertThatThrownBy(
            () ->
                model(ProgramFile.SHARES, Map.of("arguments", new String[] {"-x"})).load(saved, 2))
        .hasMessageContaining("was fitted with the arguments [], and these are [-x]");
    assertThatThrownBy(() -> model(ProgramFile.SHARES, Map.of()).load(saved, 3))
        .hasMessageContaining("was trained on 2 classes");
  }

  private void assertEnded(Path pid) throws IOException {
    long child = Long.parseLong(Files.readString(pid).strip());
    assertThat(ProcessHandle.of(child).filter(ProcessHandle::isAlive)).isEmpty();
  }

  private void predicted(String script) throws IOException {
    ProcessModel model = model(MODEL + "[ $1 = fit ] || " + script + "\n", Map.of());
    try (TrainedModel fitted = model.fit(TRAINING, Validation.of(VALIDATION), job)) {
      fitted.predict(TEST);
    }
  }

  private void fitted(String script) throws IOException {
    fitted(script, Map.of());
  }

  private void fitted(String script, Map<String, Object> options) throws IOException {
    model(script, options).fit(TRAINING, Validation.of(VALIDATION), job).close();
  }

  private ProcessModel model(String script, Map<String, Object> options) throws IOException {
    return ProgramFile.model(ProgramFile.write(folder, "program", script), options);
  }

  private static List<String> names(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** What stands after the header. */
  private static byte[] pixels(Path npy) throws IOException {
    byte[] bytes = Files.readAllBytes(npy);
    return Arrays.copyOfRange(bytes, 10 + bytes[8], bytes.length);
  }

  private static byte[] pixels(List<Sample> samples) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    for (Sample sample : samples) {
      bytes.write(sample.image().read().rgb());
    }
    return bytes.toByteArray();
  }
}
