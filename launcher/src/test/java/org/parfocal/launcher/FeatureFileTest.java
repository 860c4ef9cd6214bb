package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureFileTest {
  @TempDir Path folder;

  @Test
  void bundlesAreFoundInTheRepositoryInTheFilesOrder() throws Exception {
    Path second = put("org/example/second/2.0/second-2.0.jar");
    Path first = put("org/example/first/1.0/first-1.0.jar");
    Path file =
        write(
            """
            {"id": "org.example:feature:1.0", "bundles": [
              {"id": "org.example:second:2.0", "parfocal-start": "on-demand"},
              {"id": "org.example:first:1.0", "parfocal-device": "cuda"}]}
            """);

    List<PlacedBundle> bundles = new FeatureFile(folder.resolve("repository")).read(file);

    assertThat(bundles)
        .containsExactly(
            new PlacedBundle("org.example:second:2.0", second, true, ""),
            new PlacedBundle("org.example:first:1.0", first, false, "cuda"));
  }

  @Test
  void classifiersAndTypesNameTheFileAsMavenDoes() throws Exception {
    Path zip = put("org/example/a/1/a-1-linux.zip");
    Path file =
        write(
            "{\"id\": \"org.example:feature:1\", \"bundles\": [{\"id\": \"org.example:a:zip:linux:1\"}]}");

    assertThat(new FeatureFile(folder.resolve("repository")).read(file))
        .extracting(PlacedBundle::location)
        .containsExactly(zip);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[]                                                       | is not a JSON object",
        "{\"id\": \"a:b:1\", \"bundles\": [                       | is not a JSON object",
        "{\"bundles\": []}                                        | its \"id\" is missing",
        "{\"id\": 7, \"bundles\": []}                             | its \"id\" is 7",
        "{\"id\": \"a:b:1\"}                                      | lists no \"bundles\"",
        "{\"id\": \"a:b:1\", \"bundles\": [\"x:y:1\"]}            | bundle 1 is not written as",
        "{\"id\": \"a:b:1\", \"bundles\": [{\"ID\": \"x:y:1\"}]}  | bundle 1's \"id\" is missing",
        "{\"id\": \"a:b:1\", \"bundles\": [{\"id\": \"x:../y:1\"}]} | bundle 1's \"id\" is \"x:../y:1\"",
        "{\"id\": \"a:b:1\", \"bundles\": [{\"id\": \"x:y..:1\"}]} | bundle 1's \"id\" is \"x:y..:1\"",
        "{\"id\": \"a:b:1\", \"bundles\": [{\"id\": \"x:y:1\"}]}  | names the bundle x:y:1, but",
        "{\"id\": \"a:b:1\", \"bundles\": [], \"configurations\": {}} | has configurations",
      })
  void aWrongFileIsToldInOneSentence(String text, String sentence) throws Exception {
    Path file = write(text);
    FeatureFile reader = new FeatureFile(folder.resolve("repository"));

    assertThatThrownBy(() -> reader.read(file))
        .isInstanceOf(LaunchException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(sentence);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("feature.json"), text);
  }

  private Path put(String path) throws IOException {
    Path file = folder.resolve("repository").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }
}
