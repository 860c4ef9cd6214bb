package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.DidYouMean;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/** Checks one section against the declaration of the plugin that it names. */
public final class SectionResolver {
  private final Catalogue catalogue;
  private final PluginAbsence absence;
  private final Problems problems;

  /** Checks against this catalogue; what is wrong goes to {@code problems}. */
  public SectionResolver(Catalogue catalogue, PluginAbsence absence, Problems problems) {
    this.catalogue = catalogue;
    this.absence = absence;
    this.problems = problems;
  }

  /** Checks a section whose plugin is named by its selector, or like the section itself. */
  public Optional<ResolvedSection> resolve(Setting setting) {
    String section = setting.name();
    if (!setting.isMapping()) {
      String example = Selectors.of(section).map(key -> "{%s: …}".formatted(key)).orElse("{…}");
      problems.add(
          setting,
          "is %s; it must be a mapping, as in %s: %s."
              .formatted(setting.shown(), section, example));
      return Optional.empty();
    }
    Optional<String> selector = Selectors.of(section);
    if (selector.isEmpty()) {
      return resolve(setting, setting, section, section, Optional.empty());
    }
    Optional<Setting> choice = setting.child(selector.get());
    if (choice.isEmpty()) {
      problems.add(
          setting, "must say which %s; installed: %s.".formatted(selector.get(), names(section)));
      return Optional.empty();
    }
    if (choice.get().text().isEmpty()) {
      problems.add(choice.get(), "must be one name; installed: " + names(section) + ".");
      return Optional.empty();
    }
    return resolve(choice.get(), setting, section, choice.get().text().get(), selector);
  }

  /** Checks the plugins of a list, which are named by their keys. */
  public List<ResolvedSection> list(Setting root, String section) {
    List<ResolvedSection> resolved = new ArrayList<>();
    for (Setting plugin : root.child(section).map(Setting::children).orElse(List.of())) {
      if (plugin.isMapping() || catalogue.plugin(section, plugin.name()).isEmpty()) {
        resolve(plugin, plugin, section, plugin.name(), Optional.empty()).ifPresent(resolved::add);
      } else {
        problems.add(
            plugin,
            "is %s; it must be a mapping of options, as in %s: [{%s: {…}}]."
                .formatted(plugin.shown(), section, plugin.name()));
      }
    }
    return List.copyOf(resolved);
  }

  /** Checks a section again, because another bundle may serve it now. */
  public Optional<ResolvedSection> again(ResolvedSection section) {
    return resolve(
        section.written(),
        section.written(),
        section.section(),
        section.plugin().name(),
        Selectors.of(section.section()));
  }

  private Optional<ResolvedSection> resolve(
      Setting choice, Setting setting, String section, String name, Optional<String> selector) {
    List<PluginDescription> found =
        catalogue.plugins(section).stream().filter(plugin -> plugin.name().equals(name)).toList();
    if (found.isEmpty()) {
      problems.add(choice, missing(section, name, selector));
      return Optional.empty();
    }
    if (found.size() > 1) {
      problems.add(
          choice,
          "is offered by two bundles, %s and %s; remove one of them."
              .formatted(found.get(0).origin(), found.get(1).origin()));
      return Optional.empty();
    }
    return options(setting, found.get(0), selector);
  }

  private String missing(String section, String name, Optional<String> selector) {
    List<String> installed = installed(section);
    String what =
        selector.isPresent()
            ? "is " + name + ", and there is no such plugin."
            : Selectors.LISTED.contains(section)
                ? "is no plugin; a list is written %s: [NAME, {NAME: {OPTION: …}}]."
                    .formatted(section)
                : "has no plugin named " + name + ".";
    return what
        + absence.reason(section, name)
        + DidYouMean.question(name, installed)
        + (installed.isEmpty()
            ? " No plugin for this section is installed."
            : " Installed: " + String.join(", ", installed) + ".");
  }

  private Optional<ResolvedSection> options(
      Setting setting, PluginDescription plugin, Optional<String> selector) {
    int before = problems.count();
    for (Setting child : setting.children()) {
      boolean isSelector = selector.isPresent() && child.name().equals(selector.get());
      if (!isSelector && plugin.option(child.name()).isEmpty()) {
        problems.add(child, unknown(plugin, child.name(), selector));
      }
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Object> properties = new LinkedHashMap<>();
    selector.ifPresent(key -> values.put(key, plugin.name()));
    for (OptionDescription option : plugin.options()) {
      Optional<Setting> written = setting.child(option.key());
      Optional<OptionValue> value =
          written.isPresent()
              ? OptionValue.of(option, written.get(), problems)
              : OptionValue.ofDefault(option);
      if (value.isPresent()) {
        values.put(option.key(), value.get().value());
        properties.put(option.id(), value.get().property());
      } else if (written.isEmpty() && option.required()) {
        problems.add(
            setting,
            "has no %s, which %s needs (%s): %s"
                .formatted(option.key(), plugin.name(), option.allowed(), option.description()));
      }
    }
    return problems.count() > before
        ? Optional.empty()
        : Optional.of(
            new ResolvedSection(
                plugin.section(),
                plugin,
                setting,
                Collections.unmodifiableMap(values),
                Collections.unmodifiableMap(properties)));
  }

  private static String unknown(PluginDescription plugin, String key, Optional<String> selector) {
    List<String> known = new ArrayList<>(selector.stream().toList());
    plugin.options().forEach(option -> known.add(option.key()));
    return "is not an option of %s %s.%s %s"
        .formatted(
            plugin.section(),
            plugin.name(),
            DidYouMean.question(key, known),
            known.isEmpty() ? "It has no options." : "Known: " + String.join(", ", known) + ".");
  }

  private String names(String section) {
    List<String> installed = installed(section);
    return installed.isEmpty() ? "none" : String.join(", ", installed);
  }

  private List<String> installed(String section) {
    return catalogue.plugins(section).stream().map(PluginDescription::name).distinct().toList();
  }
}
