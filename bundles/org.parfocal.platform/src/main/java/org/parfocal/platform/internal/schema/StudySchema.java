package org.parfocal.platform.internal.schema;

import static org.parfocal.core.text.Json.members;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.parfocal.api.Sections;
import org.parfocal.core.Selection;
import org.parfocal.platform.Catalogue;
import org.parfocal.platform.internal.reading.Selectors;

/**
 * JSON Schema (draft 2020-12) of study files with the plugins that are installed, for editors. A
 * file may be a part of a study that another one includes: nothing has to be there. What several
 * keys mean together, and files that are named, are left to {@code parfocal plan}.
 */
public final class StudySchema {
  private StudySchema() {}

  /** The schema, as what JSON is made of. */
  public static Map<String, @Nullable Object> of(Catalogue catalogue) {
    Map<String, @Nullable Object> definitions = new LinkedHashMap<>();
    SectionSchema sections = new SectionSchema(catalogue, definitions);
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    Map<String, @Nullable Object> varied = new LinkedHashMap<>();
    properties.put("study", described("Names the study and its folder.", named()));
    properties.put("output", described("The folder of all studies.", members("type", "string")));
    properties.put(
        "include",
        described(
            "Files beside or below this one whose settings hold where it says nothing.",
            oneOrMore(members("type", "string"))));
    for (String section : Sections.ALL) {
      definitions.put("section." + section, sections.of(section));
      Map<String, @Nullable Object> reference = members("$ref", "#/$defs/section." + section);
      properties.put(section, reference);
      if (Selectors.VARIED.contains(section)) {
        varied.put(section, reference);
      }
    }
    properties.put(
        "seeds",
        described(
            "One training of each variant and fold for each.",
            oneOrMore(members("type", List.of("integer", "string")))));
    Map<String, @Nullable Object> select =
        described("How the reported point of a variant is chosen.", select());
    varied.put("select", select);
    properties.put("variants", described("Sections by the names of variants.", variants(varied)));
    properties.put(
        "grid", described("Lists of values by option: model.KEY: [a, b].", axes(members())));
    properties.put(
        "random",
        described(
            "How values of options are drawn.",
            axes(members("draws", members("type", List.of("integer", "string"))))));
    properties.put(
        "exclude",
        described(
            "Points of grid and random that are left out.",
            members("type", List.of("array", "null"), "items", axes(members()))));
    properties.put("select", select);
    return members(
        "$schema",
        "https://json-schema.org/draft/2020-12/schema",
        "title",
        "Parfocal study",
        "type",
        "object",
        "properties",
        properties,
        "patternProperties",
        SectionSchema.DOTTED,
        "additionalProperties",
        false,
        "$defs",
        definitions);
  }

  private static Map<String, @Nullable Object> described(
      String description, Map<String, ?> schema) {
    Map<String, @Nullable Object> described = new LinkedHashMap<>();
    described.put("description", description);
    described.putAll(schema);
    return described;
  }

  private static Map<String, @Nullable Object> named() {
    return members(
        "anyOf",
        List.of(
            members("type", "string", "pattern", "^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$"),
            members("type", List.of("number", "boolean")),
            OptionSchema.REPLACED));
  }

  private static Map<String, @Nullable Object> oneOrMore(Map<String, ?> one) {
    return members(
        "anyOf", List.of(one, members("type", "array", "items", one), OptionSchema.DROPPED));
  }

  private static Map<String, @Nullable Object> variants(Map<String, @Nullable Object> varied) {
    return members(
        "type",
        List.of("object", "null"),
        "additionalProperties",
        members(
            "type",
            List.of("object", "null"),
            "properties",
            varied,
            "patternProperties",
            SectionSchema.DOTTED,
            "additionalProperties",
            false));
  }

  /** Keys of options, dotted or as mappings of sections. */
  private static Map<String, @Nullable Object> axes(Map<String, @Nullable Object> more) {
    return members(
        "type",
        List.of("object", "null"),
        "properties",
        more,
        "patternProperties",
        members("^(%s)(\\..+)?$".formatted(String.join("|", Selectors.VARIED)), members()),
        "additionalProperties",
        false);
  }

  private static Map<String, @Nullable Object> select() {
    Map<String, @Nullable Object> method =
        members(
            "enum", Arrays.stream(Selection.Method.values()).map(Selection.Method::label).toList());
    return members(
        "anyOf",
        List.of(
            method,
            members(
                "type",
                "object",
                "properties",
                members(
                    "by", method,
                    "measure", members("type", "string"),
                    "as", members("type", "string")),
                "required",
                List.of("by"),
                "additionalProperties",
                false),
            OptionSchema.REPLACED,
            OptionSchema.DROPPED));
  }
}
