package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.core.Selection;
import org.parfocal.core.Variant;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/** Makes the variants of a study: those that are written, multiplied by the points of its axes. */
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

  /** Variants of a study, and how options are chosen among them. */
  record Resolved(List<ResolvedVariant> variants, List<Selection> selections) {}

  /**
   * The variants of a study file, checked.
   *
   * @param seed the study's first one, as text
   */
  Resolved variants(Setting root, String seed) {
    List<Point> points = new WrittenVariants(layers, problems).points(root);
    Optional<Setting> grid = root.child("grid");
    Optional<Setting> random = root.child("random");
    if (grid.isPresent()) {
      points = new Grid(grid.get(), layers, problems).expand(points);
    }
    if (random.isPresent()) {
      points = new RandomPoints(random.get(), seed, layers, problems).expand(points);
    }
    Optional<Setting> exclude = root.child("exclude");
    if (exclude.isPresent()) {
      points = new Exclusions(exclude.get(), layers, problems).without(points);
    }
    List<ResolvedVariant> resolved = new ArrayList<>();
    int before = problems.count();
    points.forEach(
        point ->
            resolved.add(
                resolve(point.name(), new Setting("", point.sections()), Selectors.VARIED)));
    Optional<Setting> axes = random.or(() -> grid);
    if (axes.isPresent() && problems.count() == before) {
      refuseTwins(axes.get(), resolved);
    }
    return new Resolved(resolved, new SelectionResolver(problems).of(root, points));
  }

  /** Values that are written otherwise and mean the same, as 1 and 1.0, show only here. */
  private void refuseTwins(Setting axes, List<ResolvedVariant> resolved) {
    Map<Map<String, Object>, String> known = new HashMap<>();
    for (ResolvedVariant each : resolved) {
      String name = each.variant().name();
      String twin = known.putIfAbsent(each.variant().configuration(), name);
      if (twin != null) {
        problems.add(
            axes, "makes %s and %s, which are the same; leave one out.".formatted(twin, name));
      }
    }
  }

  /** The learning of a variant whose sections stand at the root of a file, without its data. */
  ResolvedVariant single(String name, Setting root) {
    return resolve(name, new Setting("", WrittenVariants.base(root)), Selectors.LEARNING);
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
