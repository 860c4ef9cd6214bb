package org.parfocal.launcher;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.osgi.service.feature.Feature;
import org.osgi.service.feature.FeatureBundle;
import org.osgi.service.feature.FeatureService;
import org.osgi.service.feature.ID;

/**
 * Reads OSGi Feature files (Compendium 8.1, chapter 159).
 *
 * <p>The feature service only parses: it drops what it does not know and fails without a word where
 * an id is missing. So a file is checked before it is handed over.
 */
public final class FeatureFile {
  /** Metadata of a bundle that says when it is started. */
  static final String START = "parfocal-start";

  /** Value of {@link #START}: by the command that needs it. */
  static final String ON_DEMAND = "on-demand";

  /** Metadata of an engine's bundle: the device that it computes on. */
  static final String DEVICE = "parfocal-device";

  private static final Pattern COORDINATES =
      Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*(:[A-Za-z0-9_][A-Za-z0-9_.-]*){2,4}");
  private static final Set<String> UNSUPPORTED = Set.of("configurations", "extensions");

  private final FeatureService service;
  private final Path repository;

  /**
   * Reads feature files whose bundles lie in this repository.
   *
   * @throws LaunchException if the class path holds no feature service
   */
  public FeatureFile(Path repository) throws LaunchException {
    this.repository = repository;
    this.service =
        ServiceLoader.load(FeatureService.class)
            .findFirst()
            .orElseThrow(
                () ->
                    new LaunchException(
                        "The folder lib of the distribution is incomplete: it holds no OSGi"
                            + " feature service; unpack or build it again."));
  }

  /**
   * Reads one file.
   *
   * @return its bundles, in the file's order; each exists in the repository
   * @throws LaunchException if the file cannot be read, is not a feature file, or names a bundle
   *     that the repository lacks
   */
  public List<PlacedBundle> read(Path file) throws LaunchException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new LaunchException("The feature file %s cannot be read: %s.".formatted(file, e), e);
    }
    check(file, text);
    Feature feature;
    try {
      feature = service.readFeature(new StringReader(text));
    } catch (IOException | RuntimeException e) {
      throw new LaunchException(
          "The feature file %s is not valid: %s.".formatted(file, e.getMessage()), e);
    }
    List<PlacedBundle> bundles = new ArrayList<>();
    for (FeatureBundle bundle : feature.getBundles()) {
      bundles.add(located(file, bundle));
    }
    return List.copyOf(bundles);
  }

  private PlacedBundle located(Path file, FeatureBundle bundle) throws LaunchException {
    Path location = repository.resolve(path(bundle.getID()));
    if (!Files.exists(location)) {
      throw new LaunchException(
          "The feature file %s names the bundle %s, but %s does not exist; add it, or remove the feature file."
              .formatted(file, bundle.getID(), location));
    }
    Map<String, Object> metadata = bundle.getMetadata();
    return new PlacedBundle(
        bundle.getID().toString(),
        location,
        ON_DEMAND.equals(metadata.get(START)),
        String.valueOf(metadata.getOrDefault(DEVICE, "")));
  }

  /** Where the Maven repository layout puts an artifact. */
  private static String path(ID id) {
    String classifier = id.getClassifier().map(text -> "-" + text).orElse("");
    return "%s/%s/%s/%s-%s%s.%s"
        .formatted(
            id.getGroupId().replace('.', '/'),
            id.getArtifactId(),
            id.getVersion(),
            id.getArtifactId(),
            id.getVersion(),
            classifier,
            id.getType().orElse("jar"));
  }

  private static void check(Path file, String text) throws LaunchException {
    JsonObject feature;
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      feature = reader.readObject();
    } catch (JsonException | ClassCastException e) {
      throw new LaunchException(
          "The feature file %s is not a JSON object: %s".formatted(file, e.getMessage()), e);
    }
    checkId(file, "its", feature.get("id"));
    for (String key : UNSUPPORTED) {
      if (feature.containsKey(key)) {
        throw new LaunchException(
            "The feature file %s has %s, which Parfocal does not apply; remove them and set options in the study file."
                .formatted(file, key));
      }
    }
    if (!(feature.get("bundles") instanceof JsonArray bundles)) {
      throw new LaunchException("The feature file %s lists no \"bundles\".".formatted(file));
    }
    for (int i = 0; i < bundles.size(); i++) {
      if (!(bundles.get(i) instanceof JsonObject bundle)) {
        throw new LaunchException(
            "In the feature file %s bundle %d is not written as {\"id\": \"group:artifact:version\"}."
                .formatted(file, i + 1));
      }
      checkId(file, "bundle %d's".formatted(i + 1), bundle.get("id"));
    }
  }

  private static void checkId(Path file, String whose, @Nullable JsonValue value)
      throws LaunchException {
    if (!(value instanceof JsonString id)
        || !COORDINATES.matcher(id.getString()).matches()
        || id.getString().contains("..")) {
      throw new LaunchException(
          "In the feature file %s %s \"id\" is %s, not coordinates like group:artifact:version."
              .formatted(file, whose, value == null ? "missing" : value));
    }
  }
}
