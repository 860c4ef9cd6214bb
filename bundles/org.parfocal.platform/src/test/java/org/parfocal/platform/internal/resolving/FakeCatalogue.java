package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.SampleForm;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.OptionDescription.Type;
import org.parfocal.platform.OptionLimits;
import org.parfocal.platform.PluginDescription;

/** Plugins that exist on paper. */
final class FakeCatalogue implements Catalogue {
  private static final List<String> EMBEDDINGS = List.of("features", "given");
  private static final List<String> IMAGE_SECTIONS =
      List.of("dataset", "transforms", "backbone", "augmentation");
  private static final List<String> IMAGE_OPTIONS = List.of("size");

  private final List<PluginDescription> plugins = new ArrayList<>();

  static FakeCatalogue usual() {
    FakeCatalogue catalogue = new FakeCatalogue();
    catalogue.add(
        "dataset",
        "table",
        List.of(),
        option("path", Type.TEXT, null),
        option("patients", Type.INTEGER, "24", "2", "1000"),
        option("names", Type.TEXT, true, List.of("a"), List.of()),
        option("overlap", Type.DOUBLE, "0.2", "0", "1"));
    catalogue.add(
        "protocol",
        "holdout",
        List.of(),
        option("test-patients", Type.DOUBLE, "0.2", "0", "1"),
        option("seed", Type.LONG, "13"));
    catalogue.add("images", "images", List.of(), option("size", Type.INTEGER, "224", "8", ""));
    catalogue.add(
        "training",
        "training",
        List.of("images", "transforms*"),
        option("epochs", Type.INTEGER, "30", "1", ""),
        option("learning-rate", Type.DOUBLE, "0.001"),
        option("shuffle", Type.BOOLEAN, "true"));
    catalogue.add(
        "backbone",
        "small-cnn",
        List.of(),
        option("width", Type.INTEGER, "8"),
        option("weights", Type.TEXT, ""));
    catalogue.add("backbone", "resnet18", List.of(), option("weights", Type.TEXT, ""));
    catalogue.add("augmentation", "none", List.of());
    catalogue.add("augmentation", "groups", List.of(), option("size", Type.INTEGER, "2", "1", "9"));
    catalogue.add(
        "transforms", "stain-jitter", List.of(), option("strength", Type.DOUBLE, "0.05", "0", "1"));
    catalogue.add("transforms", "zoom", List.of(), option("factor", Type.DOUBLE, "2"));
    catalogue.add("model", "baseline", List.of("backbone", "training"));
    catalogue.add(
        "model",
        "dann",
        List.of("backbone", "training"),
        option("lambda-max", Type.DOUBLE, "1.0", "0", ""),
        option("mode", Type.TEXT, false, List.of("plain"), List.of("plain", "entropy")));
    catalogue.add("metrics", "classification", List.of(), option("draws", Type.INTEGER, "1000"));
    return catalogue;
  }

  FakeCatalogue add(
      String section, String name, List<String> references, OptionDescription... options) {
    plugins.add(
        new PluginDescription(
            section,
            name,
            name,
            "",
            "bundle." + name,
            "1.0.0",
            name + ".jar",
            "pid." + section + "." + name,
            List.of(options),
            references.stream().map(FakeCatalogue::reference).toList(),
            about(section, name)));
    return this;
  }

  /** With a reader of embeddings, and what they need and have no use for. */
  void addEmbeddings() {
    add("dataset", "features", List.of(), option("path", Type.TEXT, null));
    add("backbone", "given", List.of());
    add("augmentation", "dcgan", List.of());
  }

  /** As the platform fills in what plugins do not say. */
  private static Optional<SampleForm> about(String section, String name) {
    if (EMBEDDINGS.contains(name)) {
      return Optional.of(SampleForm.EMBEDDINGS);
    }
    return section.equals("augmentation") && !name.equals("dcgan")
            || !IMAGE_SECTIONS.contains(section)
        ? Optional.empty()
        : Optional.of(SampleForm.IMAGES);
  }

  /** {@code name*} takes any number. */
  private static PluginDescription.Reference reference(String name) {
    boolean many = name.endsWith("*");
    return new PluginDescription.Reference(name.replace("*", ""), "a.Service", !many, many);
  }

  /** Another plugin of the same name. */
  void replace(String section, String name, OptionDescription... options) {
    plugins.removeIf(plugin -> plugin.section().equals(section) && plugin.name().equals(name));
    add(section, name, List.of(), options);
  }

  static OptionDescription option(
      String key, Type type, @Nullable String byDefault, String... limits) {
    return new OptionDescription(
        key,
        key.replace('-', '.'),
        type,
        false,
        byDefault == null ? List.of() : List.of(byDefault),
        byDefault == null,
        "What it does",
        Map.of(),
        OptionLimits.closed(limits.length > 0 ? limits[0] : "", limits.length > 1 ? limits[1] : ""),
        true,
        IMAGE_OPTIONS.contains(key) ? Optional.of(SampleForm.IMAGES) : Optional.empty());
  }

  static OptionDescription option(
      String key, Type type, boolean many, List<String> defaults, List<String> choices) {
    return option(key, type, many, defaults, choices, OptionLimits.NONE);
  }

  /** The component gets what a constant would be called instead of the choice that was written. */
  static OptionDescription option(
      String key,
      Type type,
      boolean many,
      List<String> defaults,
      List<String> choices,
      OptionLimits limits) {
    Map<String, String> constants = new LinkedHashMap<>();
    choices.forEach(
        choice -> constants.put(choice, choice.toUpperCase(Locale.ROOT).replace('-', '_')));
    return new OptionDescription(
        key,
        key.replace('-', '.'),
        type,
        many,
        defaults,
        false,
        "What it does",
        constants,
        limits,
        true,
        IMAGE_OPTIONS.contains(key) ? Optional.of(SampleForm.IMAGES) : Optional.empty());
  }

  @Override
  public List<PluginDescription> plugins() {
    return plugins;
  }
}
