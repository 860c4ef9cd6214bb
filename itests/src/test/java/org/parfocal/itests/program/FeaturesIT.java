package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** Embeddings as files: made by a frozen backbone, read again, trained on, resumed, refused. */
class FeaturesIT {
  private static final int CONFIGURATION = 2;
  private static final int DATASET = 3;

  @TempDir Path folder;
  private Program program;

  @BeforeEach
  void embed() throws Exception {
    StudyFolder trained = StudyFolder.writeTrained(folder);
    program = Program.in(folder).withCache(folder.resolve("cache"));
    run("run", StudyFolder.FILE);
    Path weights = trained.results().resolve("only/40X/seed-13/model/backbone.safetensors");
    Files.writeString(
        folder.resolve("images.yaml"),
        study("dataset: {reader: synthetic, patients: 12, places: 2, image-size: 32}")
            + "images: {size: 32}\ntransforms: []\nbackbone: {architecture: small-cnn, frozen: true, weights: %s}\n"
                .formatted(weights));
    Files.writeString(
        folder.resolve("features.yaml"),
        study("dataset: {reader: features, path: embedded, classes: [benign, malignant]}"));
    run("embed", "images.yaml", "embedded");
  }

  @Test
  void headsOnTheFilesPredictWhatTheyPredictOnTheImages() throws Exception {
    run("run", "images.yaml", "output=on-images");
    run("run", "features.yaml", "output=on-features");

    Map<String, String> onImages = files("on-images", "predictions.csv");
    assertThat(onImages).hasSize(8);
    assertThat(files("on-features", "predictions.csv")).isEqualTo(onImages);
    assertThat(files("on-features", "embeddings.npy"))
        .isEqualTo(files("on-images", "embeddings.npy"));

    // What is done is kept, and what was embedded is not embedded again.
    assertThat(run("run", "features.yaml", "output=on-features", "--json"))
        .doesNotContain("job-started");
    Map<String, String> table = files("embedded", "index.csv");
    assertThat(run("embed", "images.yaml", "embedded")).doesNotContain("embedding 0 of");
    assertThat(files("embedded", "index.csv")).isEqualTo(table);

    String predicted =
        run("predict", "on-features/equal/baseline/40X/seed-13", "features", "path=embedded");
    assertThat(predicted.lines().count()).isGreaterThan(90);
    run("dataset", "verify", "features", "path=embedded");
    run("plan", "features.yaml", "output=on-features");
    run("evaluate", "on-features/equal");
    run("pack", "on-features/equal/baseline", "model.zip");
  }

  @Test
  void whatIsAboutImagesIsRefusedBeforeAnyJob() throws Exception {
    Program.Ended ended =
        program.run(
            CONFIGURATION,
            "run",
            "features.yaml",
            "augmentation=[zoom]",
            "transforms=[orientation]",
            "images.size=64",
            "inference.scales=[1, 2]",
            "backbone.architecture=small-cnn",
            "variants.dann.augmentation=[dcgan]");
    assertThat(ended.err())
        .contains(
            "augmentation.zoom is about images, and the reader features gives embeddings",
            "augmentation.dcgan is about images",
            "transforms.orientation is about images",
            "images.size is about images",
            "inference.scales is about images",
            "backbone small-cnn is about images");
    assertThat(program.run("run", "images.yaml", "backbone={architecture: given}").code())
        .isEqualTo(CONFIGURATION);
    assertThat(program.run("embed", "features.yaml", "again").err())
        .contains("gives embeddings already");
    Files.write(folder.resolve("embedded/index.csv"), "label,patient\na,p\nb,q\n".getBytes());
    assertThat(program.run("run", "features.yaml").code()).isEqualTo(DATASET);
  }

  private static String study(String dataset) {
    return """
        study: equal
        %s
        protocol: {split: leave-one-magnification-out, test-patients: 0.34, validation-patients: 0.34}
        training: {epochs: 2, batch: 8}
        variants:
          baseline: {model: {strategy: baseline}}
          dann: {model: {strategy: dann, projection: 8}}
        """
        .formatted(dataset);
  }

  private String run(String... arguments) throws Exception {
    Program.Ended ended = program.run(0, arguments);
    return ended.said();
  }

  private Map<String, String> files(String below, String name) throws IOException {
    Path root = folder.resolve(below);
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(path -> path.endsWith(name)).toList()) {
        found.put(
            root.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return found;
  }
}
