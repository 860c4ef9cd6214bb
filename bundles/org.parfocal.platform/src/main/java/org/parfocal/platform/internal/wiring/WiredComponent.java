package org.parfocal.platform.internal.wiring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.PluginException;
import org.parfocal.api.Protocol;
import org.parfocal.api.Sha256;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.resolving.ResolvedSection;

/**
 * One configured component, with the parts that its references are bound to.
 *
 * @param section what configures it
 * @param position among the parts that a reference is bound to, in order
 * @param references by name of the reference, which is the name of a section
 */
record WiredComponent(
    ResolvedSection section, int position, Map<String, List<WiredComponent>> references) {
  private static final int HASH_DIGITS = 12;
  private static final int MAX_DEPTH = 16;
  private static final Set<String> DATA =
      Set.of(DatasetReader.class.getName(), Protocol.class.getName());

  /**
   * A part with everything that it needs from the other sections of its variant.
   *
   * @param current gives what serves a section now
   */
  static WiredComponent of(
      ResolvedSection section,
      Map<String, List<ResolvedSection>> variant,
      UnaryOperator<ResolvedSection> current) {
    return of(section, 0, variant, current, 0);
  }

  private static WiredComponent of(
      ResolvedSection resolved,
      int position,
      Map<String, List<ResolvedSection>> variant,
      UnaryOperator<ResolvedSection> current,
      int depth) {
    ResolvedSection section = current.apply(resolved);
    if (depth > MAX_DEPTH) {
      throw new ConfigurationException(
          "The plugins of %s refer to each other in a circle."
              .formatted(section.section() + " " + section.plugin().name()));
    }
    requireNoOtherData(section);
    Map<String, List<WiredComponent>> references = new LinkedHashMap<>();
    for (PluginDescription.Reference reference : section.plugin().references()) {
      if (Selectors.VARIED.contains(reference.name())) {
        List<WiredComponent> targets = new ArrayList<>();
        for (ResolvedSection target : variant.getOrDefault(reference.name(), List.of())) {
          targets.add(of(target, targets.size(), variant, current, depth + 1));
        }
        references.put(reference.name(), List.copyOf(targets));
      }
    }
    return new WiredComponent(section, position, references);
  }

  /** What learns is given its samples; a reader would give it those that are held out, too. */
  private static void requireNoOtherData(ResolvedSection section) {
    if (!Selectors.LEARNING.contains(section.section())) {
      return;
    }
    for (PluginDescription.Reference reference : section.plugin().references()) {
      if (DATA.contains(reference.service())) {
        throw new PluginException(
            "The plugin %s of section %s (bundle %s) refers to %s: what takes part in a training gets its samples from the study, and from nowhere else."
                .formatted(
                    section.plugin().name(),
                    section.section(),
                    section.plugin().bundle(),
                    reference.service()));
      }
    }
  }

  /** A hash of everything that decides what this part is. */
  String hash() {
    Sha256 hash =
        new Sha256().add(section.section(), section.plugin().pid(), Integer.toString(position));
    new TreeMap<>(section.properties())
        .forEach((id, value) -> hash.add("property", id, shown(value)));
    references.forEach(
        (name, parts) -> parts.forEach(part -> hash.add("reference", name, part.hash())));
    return hash.hex().substring(0, HASH_DIGITS);
  }

  /** What sentences call it. */
  String title() {
    String name = section.plugin().name();
    return section.section().equals(name) ? "plugin " + name : section.section() + " " + name;
  }

  private static String shown(Object value) {
    return value instanceof Object[] array ? Arrays.toString(array) : value.toString();
  }
}
