package org.parfocal.platform.internal.schema;

import static org.parfocal.core.text.Json.members;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.OptionDescription.Type;
import org.parfocal.platform.OptionLimits;

/** Which values an option may have. */
final class OptionSchema {
  /** What stands for something else, which no schema knows. */
  static final Map<String, @Nullable Object> REPLACED =
      members("type", "string", "pattern", "\\$\\{");

  /** Takes away what an included file says. */
  static final Map<String, @Nullable Object> DROPPED = members("type", "null");

  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private OptionSchema() {}

  /** Of one option. */
  static Map<String, Object> of(OptionDescription option) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("description", description(option));
    if (!option.required() && !option.defaults().isEmpty()) {
      List<Object> defaults =
          option.defaults().stream().map(text -> typed(option.type(), text)).toList();
      schema.put("default", option.many() ? defaults : defaults.get(0));
    }
    List<Object> allowed = new ArrayList<>();
    if (option.many()) {
      allowed.add(list(option));
    }
    if (!option.many() || option.limits().allowItems(1)) {
      allowed.add(one(option));
    }
    allowed.add(REPLACED);
    allowed.add(DROPPED);
    schema.put("anyOf", allowed);
    return schema;
  }

  private static String description(OptionDescription option) {
    return "%s (%s%s)"
        .formatted(
            option.description(), option.allowed(), option.required() ? "; must be given" : "");
  }

  private static Map<String, Object> list(OptionDescription option) {
    Map<String, Object> list = new LinkedHashMap<>();
    list.put("type", "array");
    list.put("items", members("anyOf", List.of(one(option), REPLACED)));
    OptionLimits limits = option.limits();
    if (limits.minItems() > 0) {
      list.put("minItems", limits.minItems());
    }
    if (limits.maxItems() < Integer.MAX_VALUE) {
      list.put("maxItems", limits.maxItems());
    }
    return list;
  }

  /** A single value; numbers and truths are read as text where text is wanted. */
  private static Map<String, Object> one(OptionDescription option) {
    Map<String, Object> one = new LinkedHashMap<>();
    if (!option.choices().isEmpty()) {
      one.put("enum", option.choices().keySet().stream().map(OptionSchema::written).toList());
      return one;
    }
    switch (option.type()) {
      case TEXT -> one.put("type", List.of("string", "number", "boolean"));
      case BOOLEAN -> one.put("enum", List.of(true, false, "yes", "no", "on", "off"));
      case INTEGER, LONG -> number(one, "integer", option.limits());
      case DOUBLE, FLOAT -> number(one, "number", option.limits());
    }
    return one;
  }

  private static void number(Map<String, Object> one, String type, OptionLimits limits) {
    one.put("type", type);
    if (!limits.minimum().isEmpty()) {
      one.put("minimum", bound(type, limits.minimum()));
    }
    if (!limits.maximum().isEmpty()) {
      one.put("maximum", bound(type, limits.maximum()));
    }
    if (Double.isFinite(limits.above())) {
      one.put("exclusiveMinimum", limits.above());
    }
    if (Double.isFinite(limits.below())) {
      one.put("exclusiveMaximum", limits.below());
    }
  }

  /** As YAML reads it: a choice may be a number. */
  private static Object written(String choice) {
    return WHOLE.matcher(choice).matches() ? (Object) Long.valueOf(choice) : choice;
  }

  private static Number bound(String type, String text) {
    double value = Double.parseDouble(text);
    return type.equals("integer") && value == Math.rint(value) ? (Number) (long) value : value;
  }

  private static @Nullable Object typed(Type type, String text) {
    try {
      return switch (type) {
        case TEXT -> text;
        case BOOLEAN -> Boolean.valueOf(text);
        case INTEGER, LONG -> Long.valueOf(text.strip());
        case DOUBLE, FLOAT -> Double.valueOf(text.strip());
      };
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
