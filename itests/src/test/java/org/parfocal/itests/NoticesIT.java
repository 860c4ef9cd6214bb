package org.parfocal.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.parfocal.itest.Program;

/** What the distribution says of the libraries in it, compared with its files. */
class NoticesIT {
  private static final Path DISTRIBUTION = Program.distribution();
  private static final Path BILL = DISTRIBUTION.resolve("bom.json");
  private static final Path REVIEWS = Path.of("../docs/reviewed-libraries.csv");

  /** Group, name and version of a line of {@code THIRD-PARTY.txt}. */
  private static final Pattern COORDINATES =
      Pattern.compile("\\(([^():\\s]+:[^():\\s]+:[^():\\s]+) - ");

  @Test
  void everyJarIsInTheBillOfMaterials() throws IOException {
    assumeThat(BILL).as("an offline build writes no bill of materials").exists();
    Map<String, JsonObject> listed = componentsByHash();

    assertThat(jars()).allSatisfy(jar -> assertThat(listed).containsKey(hash(jar)));
  }

  @Test
  void everyLibraryIsNamedWithItsLicence() throws IOException {
    assumeThat(BILL).as("an offline build writes no bill of materials").exists();
    Map<String, JsonObject> listed = componentsByHash();
    List<String> notices = Files.readAllLines(DISTRIBUTION.resolve("THIRD-PARTY.txt"));

    assertThat(jars())
        .map(jar -> listed.get(hash(jar)))
        .filteredOn(component -> component != null && !isOurs(component))
        .hasSizeGreaterThan(50)
        .allSatisfy(
            component ->
                assertThat(notices)
                    .anyMatch(line -> line.startsWith("     (") && line.contains(name(component))));
  }

  /** A library that is new, or of another version, is read up on before it ships. */
  @Test
  void everyLibraryWasReviewedForKnownFaults() throws IOException {
    List<String> reviews = Files.readAllLines(REVIEWS);
    List<String> reviewed =
        reviews.stream()
            .map(line -> line.split(",", 4))
            .filter(cells -> cells[2].matches("\\d{4}-\\d\\d-\\d\\d"))
            .map(cells -> cells[0] + ":" + cells[1])
            .toList();
    List<String> shipped =
        Files.readAllLines(DISTRIBUTION.resolve("THIRD-PARTY.txt")).stream()
            .map(COORDINATES::matcher)
            .filter(Matcher::find)
            .map(found -> found.group(1))
            .toList();

    assertThat(shipped).hasSizeGreaterThan(50);
    assertThat(reviewed).as("docs/reviewed-libraries.csv").containsAll(shipped);
    assertThat(reviewed).map(name -> name.replaceFirst(":[^:]*$", "")).doesNotHaveDuplicates();
  }

  @Test
  void theTextsOfTheLicencesAreThere() {
    assertThat(
            Stream.of(
                "LICENSE",
                "NOTICE",
                "licenses/BSD-3-Clause.txt",
                "licenses/EPL-1.0.txt",
                "licenses/GPL-3.0.txt",
                "licenses/GCC-exception-3.1.txt",
                "licenses/LGPL-2.1.txt",
                "licenses/MIT.txt"))
        .allSatisfy(file -> assertThat(DISTRIBUTION.resolve(file)).isNotEmptyFile());
  }

  /** Those inside the engine's folder, too; the launcher's is what the bill is of. */
  private static List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.walk(DISTRIBUTION)) {
      return files
          .filter(file -> file.toString().endsWith(".jar") && Files.isRegularFile(file))
          .filter(file -> !file.getFileName().toString().startsWith("parfocal-launcher-"))
          .sorted()
          .toList();
    }
  }

  private static Map<String, JsonObject> componentsByHash() throws IOException {
    try (JsonReader reader = Json.createReader(Files.newBufferedReader(BILL))) {
      return reader.readObject().getJsonArray("components").getValuesAs(JsonObject.class).stream()
          .filter(component -> component.containsKey("hashes"))
          .collect(Collectors.toMap(NoticesIT::hash, component -> component, (one, same) -> one));
    }
  }

  private static String hash(JsonObject component) {
    return component.getJsonArray("hashes").getValuesAs(JsonObject.class).stream()
        .filter(hash -> hash.getString("alg").equals("SHA-256"))
        .map(hash -> hash.getString("content"))
        .findFirst()
        .orElseThrow();
  }

  private static String hash(Path jar) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
      return HexFormat.of().formatHex(digest);
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(jar.toString(), e);
    }
  }

  private static boolean isOurs(JsonObject component) {
    return component.getString("group").equals("org.parfocal");
  }

  private static String name(JsonObject component) {
    return "%s:%s:%s "
        .formatted(
            component.getString("group"),
            component.getString("name"),
            component.getString("version"));
  }
}
