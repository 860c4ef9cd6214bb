package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.SampleForm;
import org.parfocal.api.Sections;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Origin;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/** Whether the samples of a variant, images or embeddings, are what its plugins are about. */
final class SampleForms {
  private final Catalogue catalogue;
  private final SectionLayers layers;
  private final Problems problems;

  SampleForms(Catalogue catalogue, Problems problems) {
    this.catalogue = catalogue;
    this.layers = new SectionLayers(catalogue);
    this.problems = problems;
  }

  /**
   * The variant with what embeddings imply where nothing else is written: no transforms, and the
   * backbone that takes them.
   */
  Setting implied(Setting variant) {
    boolean embeddings =
        variant
            .child(Sections.DATASET)
            .flatMap(dataset -> layers.plugin(dataset.node()))
            .flatMap(PluginDescription::samples)
            .filter(SampleForm.EMBEDDINGS::equals)
            .isPresent();
    if (!embeddings) {
      return variant;
    }
    List<ImmutableNode> sections = new ArrayList<>();
    for (Setting section : variant.children()) {
      boolean byDefault = section.origin().equals(Origin.DEFAULTS);
      if (!section.name().equals(Sections.TRANSFORMS) || !byDefault) {
        sections.add(section.node());
      }
    }
    if (variant.child(Sections.BACKBONE).isEmpty()) {
      takers()
          .findFirst()
          .ifPresent(
              name ->
                  sections.add(
                      Setting.mapping(
                          Sections.BACKBONE,
                          List.of(
                              Setting.leaf(
                                  Selectors.of(Sections.BACKBONE).orElseThrow(),
                                  name,
                                  variant.origin())),
                          variant.origin())));
    }
    return new Setting(
        variant.path(), Setting.mapping(variant.node().getNodeName(), sections, variant.origin()));
  }

  private Stream<String> takers() {
    return catalogue.plugins(Sections.BACKBONE).stream()
        .filter(plugin -> plugin.samples().equals(Optional.of(SampleForm.EMBEDDINGS)))
        .map(PluginDescription::name);
  }

  /** Adds a problem for each plugin and option that has no use for the samples of the data set. */
  void requireFit(Map<String, List<ResolvedSection>> variant) {
    for (ResolvedSection dataset : variant.getOrDefault(Sections.DATASET, List.of())) {
      dataset
          .plugin()
          .samples()
          .ifPresent(
              form ->
                  variant.values().stream()
                      .flatMap(List::stream)
                      .forEach(section -> requireFit(section, form, dataset.plugin())));
    }
  }

  private void requireFit(ResolvedSection section, SampleForm form, PluginDescription reader) {
    PluginDescription plugin = section.plugin();
    if (plugin.samples().isPresent() && !plugin.samples().get().equals(form)) {
      problems.add(
          section.written(),
          "%sis about %s, and the reader %s gives %s; %s."
              .formatted(
                  Selectors.of(section.section()).map(key -> plugin.name() + " ").orElse(""),
                  words(plugin.samples().get()),
                  reader.name(),
                  words(form),
                  section.section().equals(Sections.BACKBONE)
                      ? form == SampleForm.EMBEDDINGS
                          ? "leave out the backbone"
                          : "choose a backbone that embeds images"
                      : "leave it out"));
      return;
    }
    for (OptionDescription option : plugin.options()) {
      Optional<Setting> chosen = section.written().child(option.key());
      boolean other = option.samples().isPresent() && !option.samples().get().equals(form);
      if (other && chosen.isPresent() && !isDefault(option, section)) {
        problems.add(
            chosen.get(),
            "is about %s, and the reader %s gives %s; leave it out."
                .formatted(words(option.samples().get()), reader.name(), words(form)));
      }
    }
  }

  private static boolean isDefault(OptionDescription option, ResolvedSection section) {
    return OptionValue.ofDefault(option)
        .map(value -> value.value().equals(section.values().get(option.key())))
        .orElse(false);
  }

  private static String words(SampleForm form) {
    return form == SampleForm.IMAGES ? "images" : "embeddings";
  }
}
