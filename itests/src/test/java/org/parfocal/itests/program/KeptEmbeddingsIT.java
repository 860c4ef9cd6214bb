package org.parfocal.itests.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.itest.Program;

/** A second study of images that a frozen backbone has embedded embeds nothing. */
class KeptEmbeddingsIT {
  @TempDir Path folder;

  @Test
  void anotherStudyOfTheSameImagesElsewhereEmbedsNothing() throws Exception {
    StudyFolder trained = StudyFolder.writeTrained(folder);
    Program program = Program.in(folder).withCache(folder.resolve("cache"));
    run(program, "run", StudyFolder.FILE);
    Path weights = trained.results().resolve("only/40X/seed-13/model/backbone.safetensors");
    run(
        program,
        "dataset",
        "export",
        "synthetic",
        "images",
        "patients=12",
        "places=2",
        "image-size=32");

    String first = run(program, study("first", "images", weights, "protocol.seed=13"));
    Map<String, Long> kept = embeddings();
    Files.move(folder.resolve("images"), folder.resolve("moved"));
    String second = run(program, study("second", "moved", weights, "protocol.seed=14"));

    assertThat(first).contains("embedding image");
    assertThat(kept).isNotEmpty();
    assertThat(second).contains("\"state\":\"done\"").doesNotContain("embedding image");
    assertThat(embeddings()).isEqualTo(kept);
  }

  private static String[] study(String name, String images, Path weights, String split) {
    return new String[] {
      "run",
      StudyFolder.FILE,
      "--json",
      "study=" + name,
      "dataset={reader: breakhis, path: %s}".formatted(images),
      "transforms=[]",
      "backbone.frozen=true",
      "backbone.weights=" + weights,
      split
    };
  }

  private static String run(Program program, String... arguments) throws Exception {
    Program.Ended ended = program.run(0, arguments);
    return ended.out();
  }

  /** The files of embeddings, with their sizes. */
  private Map<String, Long> embeddings() throws IOException {
    try (Stream<Path> tree = Files.walk(folder.resolve("cache/embeddings"))) {
      Map<String, Long> files = new TreeMap<>();
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(file.toString(), Files.size(file));
      }
      return files;
    }
  }
}
