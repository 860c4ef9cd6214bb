package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.DidYouMean;
import org.parfocal.api.Sections;
import org.parfocal.core.Variant;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Makes the variants of a study: the study's sections, the variant's over them, the grid on top.
 */
final class VariantResolver {
  private final Catalogue catalogue;
  private final SectionResolver sections;
  private final SectionLayers layers;
  private final Problems problems;
  private final SampleForms samples;

  VariantResolver(Catalogue catalogue, SectionResolver sections, Problems problems) {
    this.catalogue = catalogue;
    this.sections = sections;
    this.layers = new SectionLayers(catalogue);
    this.problems = problems;
    this.samples = new SampleForms(catalogue, problems);
  }

  /** More trainings than a study can be read for. */
  static final int MAX_VARIANTS = 1000;

  /** The variants of a study file, checked. */
  List<ResolvedVariant> variants(Setting root) {
    Map<String, ImmutableNode> variants = written(root);
    Optional<Setting> grid = root.child("grid");
    if (grid.isPresent()) {
      variants = new Grid(grid.get(), layers, problems).expand(variants);
    }
    List<ResolvedVariant> resolved = new ArrayList<>();
    int before = problems.count();
    variants.forEach(
        (name, node) -> resolved.add(resolve(name, new Setting("", node), Selectors.VARIED)));
    if (grid.isPresent() && problems.count() == before) {
      refuseTwins(grid.get(), resolved);
    }
    return resolved;
  }

  /** Values that are written otherwise and mean the same, as 1 and 1.0, show only here. */
  private void refuseTwins(Setting grid, List<ResolvedVariant> resolved) {
    Map<Map<String, Object>, String> known = new HashMap<>();
    for (ResolvedVariant each : resolved) {
      String name = each.variant().name();
      String twin = known.putIfAbsent(each.variant().configuration(), name);
      if (twin != null) {
        problems.add(
            grid, "makes %s and %s, which are the same; leave one out.".formatted(twin, name));
      }
    }
  }

  /** The learning of a variant whose sections stand at the root of a file, without its data. */
  ResolvedVariant single(String name, Setting root) {
    return resolve(name, new Setting("", base(root)), Selectors.LEARNING);
  }

  private Map<String, ImmutableNode> written(Setting root) {
    ImmutableNode base = base(root);
    Optional<Setting> variants = root.child("variants");
    if (variants.isEmpty()) {
      return Map.of(nameOfStrategy(base), base);
    }
    if (!variants.get().isMapping()) {
      problems.add(variants.get(), "must be a mapping of names to sections.");
      return Map.of();
    }
    if (variants.get().children().size() > MAX_VARIANTS) {
      problems.add(
          variants.get(),
          "has %d variants; at most %d are allowed, so make several studies."
              .formatted(variants.get().children().size(), MAX_VARIANTS));
      return Map.of();
    }
    Map<String, ImmutableNode> named = new LinkedHashMap<>();
    Map<String, String> folded = new LinkedHashMap<>();
    for (Setting variant : variants.get().children()) {
      String twin = folded.put(variant.name().toLowerCase(Locale.ROOT), variant.name());
      if (twin != null) {
        problems.add(
            variant,
            "differs from " + twin + " only in case; some systems cannot tell them apart.");
      }
      if (checked(variant)) {
        ImmutableNode overridden = layers.underArguments(base, layers.over(variant.node(), base));
        // An argument for this one variant says more than one for all of them.
        named.put(variant.name(), layers.varied(Setting.ofArguments(variant.node()), overridden));
      }
    }
    return named;
  }

  private boolean checked(Setting variant) {
    int before = problems.count();
    if (!VariantNames.isSafe(variant.name())) {
      problems.add(
          variant,
          "is named \"%s\", which cannot be a folder; use letters, digits, dots and hyphens."
              .formatted(variant.name()));
    }
    if (!variant.isMapping()) {
      problems.add(variant, "must be a mapping of sections, as in {model: {strategy: baseline}}.");
      return false;
    }
    for (Setting section : variant.children()) {
      if (!Selectors.VARIED.contains(section.name())) {
        problems.add(section, refusal(section.name()));
      } else if (!section.isMapping()) {
        problems.add(section, "is %s; it must be a mapping of options.".formatted(section.shown()));
      }
    }
    return problems.count() == before;
  }

  private static String refusal(String name) {
    return (name.equals(Sections.METRICS)
            ? "cannot differ between variants, which are scored alike."
            : "is not a section." + DidYouMean.question(name, Selectors.VARIED))
        + " A variant may change: "
        + String.join(", ", Selectors.VARIED)
        + ".";
  }

  private static ImmutableNode base(Setting root) {
    List<ImmutableNode> varied =
        root.node().getChildren().stream()
            .filter(child -> Selectors.VARIED.contains(child.getNodeName()))
            .toList();
    return Setting.mapping("", varied, root.origin());
  }

  private static String nameOfStrategy(ImmutableNode base) {
    return new Setting("", base)
        .child(Sections.MODEL)
        .flatMap(model -> model.child("strategy"))
        .flatMap(Setting::text)
        .filter(VariantNames::isSafe)
        .orElse("default");
  }

  private ResolvedVariant resolve(String name, Setting written, List<String> names) {
    Setting variant = samples.implied(written);
    Map<String, List<ResolvedSection>> resolved = new LinkedHashMap<>();
    Map<String, Object> configuration = new LinkedHashMap<>();
    Map<String, Object> deciding = new LinkedHashMap<>();
    int before = problems.count();
    for (String section : names) {
      if (Selectors.LISTED.contains(section)) {
        List<ResolvedSection> plugins = sections.list(variant, section);
        resolved.put(section, plugins);
        configuration.put(section, plugins.stream().map(ResolvedSection::named).toList());
        deciding.put(
            section,
            plugins.stream().map(each -> Map.of(each.plugin().name(), each.deciding())).toList());
      } else {
        Optional<ResolvedSection> done = section(variant, section).flatMap(sections::resolve);
        done.ifPresent(
            plugin -> {
              resolved.put(section, List.of(plugin));
              configuration.put(section, plugin.values());
              deciding.put(section, plugin.deciding());
            });
      }
    }
    if (problems.count() == before) {
      resolved.values().stream()
          .flatMap(List::stream)
          .forEach(section -> requireReferences(section, resolved, variant));
      samples.requireFit(resolved);
    }
    return new ResolvedVariant(
        new Variant(
            name,
            Collections.unmodifiableMap(configuration),
            Collections.unmodifiableMap(deciding)),
        Collections.unmodifiableMap(resolved));
  }

  /** What is written; where nothing is, an empty section if it must be there or has a default. */
  private Optional<Setting> section(Setting variant, String section) {
    Optional<Setting> written = variant.child(section);
    boolean byDefault =
        Selectors.of(section).isEmpty() && catalogue.plugin(section, section).isPresent();
    return written.isEmpty() && (byDefault || Selectors.DATA.contains(section))
        ? Optional.of(Setting.empty(section, variant.origin()))
        : written;
  }

  private void requireReferences(
      ResolvedSection section, Map<String, List<ResolvedSection>> present, Setting variant) {
    for (PluginDescription.Reference reference : section.plugin().references()) {
      String name = reference.name();
      int plugins = present.getOrDefault(name, List.of()).size();
      if (reference.required() && Selectors.VARIED.contains(name) && plugins == 0) {
        problems.add(variant, lacking(section, name));
      } else if (!reference.many() && plugins > 1) {
        problems.add(
            variant,
            "%s %s can use one plugin of the section %s, and %d are listed."
                .formatted(section.section(), section.plugin().name(), name, plugins));
      }
    }
  }

  private String lacking(ResolvedSection section, String name) {
    List<String> installed = catalogue.plugins(name).stream().map(PluginDescription::name).toList();
    String user = section.section() + " " + section.plugin().name();
    if (installed.isEmpty()) {
      return "%s needs the section %s, and no plugin for it is installed.".formatted(user, name);
    }
    return Selectors.of(name)
        .map(
            key ->
                "%s needs the section %s; add it, as in %s: {%s: %s} (installed: %s)."
                    .formatted(
                        user, name, name, key, installed.get(0), String.join(", ", installed)))
        .orElse("%s needs the section %s.".formatted(user, name));
  }
}
