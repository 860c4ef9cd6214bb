package org.parfocal.platform.internal.schema;

import static org.parfocal.core.text.Json.members;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sections;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.PluginDescription;
import org.parfocal.platform.internal.reading.Selectors;

/**
 * What may stand in a section. Which plugin serves it may be said elsewhere, in an included file or
 * in the study's own section; then the options of any of its plugins may stand in it.
 *
 * @param catalogue the plugins
 * @param definitions to which the options of each plugin are added, under their section and name
 */
record SectionSchema(Catalogue catalogue, Map<String, @Nullable Object> definitions) {
  /** A dotted key says something of what is inside of it. */
  static final Map<String, @Nullable Object> DOTTED = members("\\.", members(), "^<<$", members());

  /** Of a section by its name. */
  Map<String, @Nullable Object> of(String section) {
    List<PluginDescription> plugins = catalogue.plugins(section);
    Optional<String> selector = Selectors.of(section);
    plugins.forEach(plugin -> definitions.put(name(plugin), options(List.of(plugin), selector)));
    if (Selectors.LISTED.contains(section)) {
      return list(section, plugins);
    }
    return selector.isPresent()
        ? selected(section, plugins, selector.get())
        : anyOf(plugins.isEmpty() ? members() : reference(plugins.get(0)), OptionSchema.DROPPED);
  }

  private Map<String, @Nullable Object> selected(
      String section, List<PluginDescription> plugins, String selector) {
    definitions.put(section, options(plugins, Optional.of(selector)));
    List<Object> cases = new ArrayList<>();
    for (PluginDescription plugin : plugins) {
      cases.add(
          members("if", has(selector, members("const", plugin.name())), "then", reference(plugin)));
    }
    cases.add(
        members(
            "if",
            members("not", members("required", List.of(selector))),
            "then",
            reference(section)));
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("type", "object");
    object.put("properties", members(selector, names(plugins)));
    object.put("allOf", cases);
    return anyOf(object, OptionSchema.DROPPED);
  }

  private static Map<String, @Nullable Object> has(String key, Object value) {
    return members("properties", members(key, value), "required", List.of(key));
  }

  /** Names, mappings of names to options, or one mapping of them; one name is a list of one. */
  private static Map<String, @Nullable Object> list(
      String section, List<PluginDescription> plugins) {
    Map<String, @Nullable Object> byName = new LinkedHashMap<>();
    plugins.forEach(
        plugin -> byName.put(plugin.name(), anyOf(reference(plugin), OptionSchema.DROPPED)));
    Map<String, @Nullable Object> mapping =
        members(
            "type",
            "object",
            "properties",
            byName,
            "patternProperties",
            DOTTED,
            "additionalProperties",
            false);
    List<Object> written = new ArrayList<>();
    written.add(members("type", "array", "items", anyOf(names(plugins), mapping), "maxItems", 200));
    written.add(names(plugins));
    written.add(mapping);
    if (section.equals(Sections.AUGMENTATION)) {
      written.add(
          members(
              "type", "object",
              "properties", members("strategy", names(plugins)),
              "required", List.of("strategy")));
    }
    written.add(OptionSchema.DROPPED);
    return members("anyOf", written);
  }

  private static Map<String, @Nullable Object> names(List<PluginDescription> plugins) {
    return anyOf(
        members("enum", plugins.stream().map(PluginDescription::name).distinct().toList()),
        OptionSchema.REPLACED);
  }

  /** A mapping of options, those of several plugins together. */
  private static Map<String, @Nullable Object> options(
      List<PluginDescription> plugins, Optional<String> selector) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    selector.ifPresent(key -> properties.put(key, members("description", "Which plugin.")));
    List<OptionDescription> options =
        plugins.stream().flatMap(plugin -> plugin.options().stream()).toList();
    for (OptionDescription option : options) {
      Map<String, @Nullable Object> one = OptionSchema.of(option);
      properties.merge(option.key(), one, SectionSchema::either);
    }
    prefixes(options)
        .filter(prefix -> !properties.containsKey(prefix))
        .toList()
        .forEach(prefix -> properties.put(prefix, below(prefix, options)));
    return members(
        "description",
        plugins.size() == 1 ? plugins.get(0).description() : "Options of the plugin.",
        "type",
        "object",
        "properties",
        properties,
        "patternProperties",
        DOTTED,
        "additionalProperties",
        false);
  }

  private static Object either(Object one, Object other) {
    return one.equals(other) ? one : members("anyOf", List.of(one, other));
  }

  /** What the hyphenated names begin with: {@code pyramid: {size: 64}} is pyramid-size. */
  private static Stream<String> prefixes(List<OptionDescription> options) {
    return options.stream()
        .map(OptionDescription::key)
        .flatMap(
            key ->
                Stream.iterate(
                        key.lastIndexOf('-'), at -> at > 0, at -> key.lastIndexOf('-', at - 1))
                    .map(at -> key.substring(0, at)))
        .distinct();
  }

  private static Map<String, @Nullable Object> below(
      String prefix, List<OptionDescription> options) {
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    for (OptionDescription option : options) {
      if (option.key().startsWith(prefix + "-")) {
        properties.merge(
            option.key().substring(prefix.length() + 1),
            OptionSchema.of(option),
            SectionSchema::either);
      }
    }
    return members(
        "type",
        "object",
        "properties",
        properties,
        "additionalProperties",
        members("type", "object"));
  }

  private static Map<String, @Nullable Object> anyOf(Object... schemas) {
    return members("anyOf", List.of(schemas));
  }

  private static Map<String, @Nullable Object> reference(PluginDescription plugin) {
    return reference(name(plugin));
  }

  private static Map<String, @Nullable Object> reference(String definition) {
    return members("$ref", "#/$defs/" + definition);
  }

  private static String name(PluginDescription plugin) {
    return plugin.section() + "." + plugin.name();
  }
}
