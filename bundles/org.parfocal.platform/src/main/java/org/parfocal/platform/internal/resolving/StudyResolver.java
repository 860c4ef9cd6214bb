package org.parfocal.platform.internal.resolving;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.DidYouMean;
import org.parfocal.api.Sections;
import org.parfocal.core.Study;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.internal.reading.Origin;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/** Checks a whole study file and fills in its defaults. */
public final class StudyResolver {
  /** The keys that may stand at the top of a study file. */
  public static final List<String> TOP =
      List.of(
          "study",
          "output",
          "include",
          Sections.DATASET,
          Sections.PROTOCOL,
          Sections.IMAGES,
          Sections.TRANSFORMS,
          Sections.BACKBONE,
          Sections.TRAINING,
          Sections.AUGMENTATION,
          Sections.MODEL,
          Sections.INFERENCE,
          "seeds",
          "variants",
          Sections.METRICS,
          "grid",
          "random",
          "exclude",
          SelectionResolver.KEY);

  private static final int MAX_SEEDS = 1000;
  private static final int MAX_TRAININGS = 5000;
  private static final String DEVICE = "device";
  private static final List<String> TRANSFORMS =
      List.of("orientation", "stain-jitter", "colour-jitter");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final Problems problems;
  private final SectionResolver sections;
  private final VariantResolver variants;

  /** Checks against this catalogue; what is wrong goes to {@code problems}. */
  public StudyResolver(Catalogue catalogue, PluginAbsence absence, Problems problems) {
    this.problems = problems;
    this.sections = new SectionResolver(catalogue, absence, problems);
    this.variants = new VariantResolver(catalogue, sections, problems);
  }

  /** What holds where a file says nothing. */
  public static ImmutableNode defaults(Catalogue catalogue) {
    ImmutableNode model =
        Setting.mapping(
            Sections.MODEL,
            List.of(Setting.leaf("strategy", "baseline", Origin.DEFAULTS)),
            Origin.DEFAULTS);
    List<String> transforms =
        TRANSFORMS.stream()
            .filter(name -> catalogue.plugin(Sections.TRANSFORMS, name).isPresent())
            .toList();
    return Setting.mapping(
        "",
        List.of(
            Setting.leaf("output", "studies", Origin.DEFAULTS),
            Setting.leaf("seeds", List.of("13"), Origin.DEFAULTS),
            Setting.leaf(Sections.TRANSFORMS, transforms, Origin.DEFAULTS),
            Setting.leaf(Sections.AUGMENTATION, "none", Origin.DEFAULTS),
            Setting.leaf(Sections.METRICS, "classification", Origin.DEFAULTS),
            model),
        Origin.DEFAULTS);
  }

  /**
   * Checks everything.
   *
   * @param root the file, over the defaults
   * @param fallbackName the study's name if the file gives none
   * @throws org.parfocal.api.ConfigurationException with every problem
   */
  public ResolvedStudy study(Setting root, String fallbackName) {
    requireKnownKeys(root);
    String name = name(root, fallbackName);
    Path output = output(root);
    List<Long> seeds = seeds(root);
    List<ResolvedSection> metrics = metrics(root);
    VariantResolver.Resolved made =
        variants.variants(root, seeds.isEmpty() ? "0" : Long.toString(seeds.get(0)));
    List<ResolvedVariant> resolved = made.variants();
    if ((long) resolved.size() * seeds.size() > MAX_TRAININGS) {
      problems.add(
          root.child("seeds").orElse(root),
          "and the variants make %d × %d trainings of each fold; at most %d are allowed, so make several studies."
              .formatted(seeds.size(), resolved.size(), MAX_TRAININGS));
    }
    problems.throwIfAny();
    Study study =
        new Study(
            name,
            output.resolve(name),
            configuration(name, output, seeds, metrics, made),
            resolved.stream().map(ResolvedVariant::variant).toList(),
            seeds,
            made.selections());
    return new ResolvedStudy(study, metrics, resolved);
  }

  /** Checks one section and looks at nothing else. */
  public ResolvedSection section(Setting root, String name) {
    Optional<ResolvedSection> section =
        sections.resolve(root.child(name).orElseGet(() -> Setting.empty(name, root.origin())));
    problems.throwIfAny();
    return section.orElseThrow();
  }

  /** Checks the sections of one variant that say how it learns, written at the root. */
  public ResolvedVariant variant(String name, Setting root) {
    ResolvedVariant variant = variants.single(name, root);
    problems.throwIfAny();
    return variant;
  }

  private void requireKnownKeys(Setting root) {
    for (Setting child : root.children()) {
      if (child.name().equals(DEVICE)) {
        problems.add(
            child,
            "is not a key of a study file, which runs on any device. Say it where the study runs:"
                + " parfocal run FILE --device auto|cpu|cuda, or the environment variable"
                + " PARFOCAL_DEVICE.");
      } else if (!TOP.contains(child.name())) {
        problems.add(
            child,
            "is not a key of a study file.%s Known: %s."
                .formatted(DidYouMean.question(child.name(), TOP), String.join(", ", TOP)));
      }
    }
  }

  private String name(Setting root, String fallback) {
    Optional<Setting> written = root.child("study");
    String name = written.isEmpty() ? fallback : written.get().text().orElse("");
    if (!NAME.matcher(name).matches() || name.endsWith(".")) {
      problems.add(
          written.orElse(root),
          (written.isEmpty()
                      ? "the file's name \"%s\" cannot name a study; add study: NAME"
                      : "is \"%s\", which cannot name a folder")
                  .formatted(name)
              + " (letters, digits, dots, hyphens and underscores, at most 100).");
    }
    return name;
  }

  private Path output(Setting root) {
    Optional<Setting> written = root.child("output");
    String text = written.flatMap(Setting::text).orElse("");
    try {
      if (!text.isBlank()) {
        return Path.of(text).toAbsolutePath().normalize();
      }
    } catch (InvalidPathException e) {
      // Told below.
    }
    problems.add(
        written.orElse(root),
        "is %s; it must be the path of a folder."
            .formatted(written.map(Setting::shown).orElse("empty")));
    return Path.of("studies");
  }

  private List<Long> seeds(Setting root) {
    Setting written = root.child("seeds").orElseThrow();
    List<Long> seeds = new ArrayList<>();
    if (written.items().size() > MAX_SEEDS) {
      problems.add(
          written,
          "holds %d seeds; at most %d are allowed.".formatted(written.items().size(), MAX_SEEDS));
      return seeds;
    }
    for (Object item : written.items()) {
      Long seed =
          item instanceof String text
              ? OptionValue.whole(text.strip(), Long.MIN_VALUE, Long.MAX_VALUE)
              : null;
      if (seed == null) {
        problems.add(written, "contains %s, which is not a whole number.".formatted(item));
      } else if (seeds.contains(seed)) {
        problems.add(written, "holds %d twice.".formatted(seed));
      } else {
        seeds.add(seed);
      }
    }
    if (written.items().isEmpty()) {
      problems.add(written, "must be a list of whole numbers, as in seeds: [13, 42].");
    }
    return seeds;
  }

  private List<ResolvedSection> metrics(Setting root) {
    List<ResolvedSection> metrics = sections.list(root, Sections.METRICS);
    if (root.child(Sections.METRICS).isEmpty()) {
      problems.add(root, "metrics must name at least one metric, as in metrics: [classification].");
    }
    return metrics;
  }

  /** Data sections stand at the top if all variants share them, and in the variants if not. */
  private static Map<String, Object> configuration(
      String name,
      Path output,
      List<Long> seeds,
      List<ResolvedSection> metrics,
      VariantResolver.Resolved made) {
    List<ResolvedVariant> variants = made.variants();
    Map<String, Object> options = new LinkedHashMap<>();
    metrics.forEach(metric -> options.put(metric.plugin().name(), metric.values()));
    Map<String, Object> shared = new LinkedHashMap<>();
    for (String section : Selectors.DATA) {
      List<Object> values =
          variants.stream().map(variant -> variant.variant().section(section)).distinct().toList();
      if (values.size() == 1) {
        shared.put(section, values.get(0));
      }
    }
    Map<String, Object> sections = new LinkedHashMap<>();
    for (ResolvedVariant variant : variants) {
      Map<String, Object> own = new LinkedHashMap<>(variant.variant().configuration());
      own.keySet().removeAll(shared.keySet());
      made.selections().stream()
          .filter(selection -> selection.options().contains(variant.variant().name()))
          .forEach(
              selection -> own.put(SelectionResolver.KEY, SelectionResolver.stored(selection)));
      sections.put(variant.variant().name(), own);
    }
    Map<String, Object> configuration = new LinkedHashMap<>();
    configuration.put("study", name);
    configuration.put("output", output.toString());
    configuration.putAll(shared);
    configuration.put("seeds", seeds);
    configuration.put("variants", Collections.unmodifiableMap(sections));
    configuration.put(Sections.METRICS, Collections.unmodifiableMap(options));
    return Collections.unmodifiableMap(configuration);
  }
}
