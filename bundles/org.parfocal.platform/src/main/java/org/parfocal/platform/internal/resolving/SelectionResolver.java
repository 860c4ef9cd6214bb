package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.parfocal.api.DidYouMean;
import org.parfocal.core.Selection;
import org.parfocal.core.Selection.Method;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;

/**
 * Reads how the reported option of each variant is chosen: {@code select: validation} or {@code
 * select: {by: validation, measure: auc}}, of the study or of one variant. The options of a variant
 * are its points; variants that are written out are options of one variant if {@code select: {as:
 * NAME}} of each names it.
 */
record SelectionResolver(Problems problems) {
  /** The key, at the top of a study file or in a variant. */
  static final String KEY = "select";

  private static final String BY = "by";
  private static final String MEASURE = "measure";
  private static final String AS = "as";
  private static final List<String> KEYS = List.of(BY, MEASURE, AS);
  private static final List<String> METHODS =
      Arrays.stream(Method.values()).map(Method::label).toList();

  /** A method and measure, and the name of the variant whose option it is. */
  private record Choice(String variant, Method by, String measure) {}

  /** The selections, in the order of the study. */
  List<Selection> of(Setting root, List<Point> points) {
    int before = problems.count();
    Optional<Setting> ofAll = root.child(KEY);
    Map<String, List<Point>> byVariant =
        points.stream()
            .collect(
                Collectors.groupingBy(Point::variant, LinkedHashMap::new, Collectors.toList()));
    Map<Choice, List<String>> options = new LinkedHashMap<>();
    Map<Choice, Setting> written = new LinkedHashMap<>();
    byVariant.forEach(
        (variant, own) -> {
          Optional<Setting> ofVariant =
              root.child("variants")
                  .flatMap(variants -> variants.child(variant))
                  .flatMap(sections -> sections.child(KEY));
          boolean multiplied = own.size() > 1 || own.get(0).isMultiplied();
          if (ofVariant.isPresent() || multiplied) {
            Optional<Setting> setting = ofVariant.or(() -> ofAll);
            setting
                .flatMap(select -> choice(select, variant))
                .ifPresent(
                    choice -> {
                      written.put(choice, setting.get());
                      own.forEach(
                          point ->
                              options
                                  .computeIfAbsent(choice, any -> new ArrayList<>())
                                  .add(point.name()));
                    });
          }
        });
    if (options.isEmpty() && problems.count() == before) {
      ofAll.ifPresent(
          select ->
              problems.add(
                  select,
                  "chooses among the points of grid or random, and no variant has several."));
    }
    options.forEach(
        (choice, names) -> {
          if (names.size() < 2) {
            problems.add(
                Objects.requireNonNull(written.get(choice)),
                "has %s alone to choose from; add values to grid or random, or leave it out."
                    .formatted(names.get(0)));
          }
        });
    return options.entrySet().stream()
        .map(
            each ->
                new Selection(
                    each.getKey().variant(),
                    each.getValue(),
                    each.getKey().by(),
                    each.getKey().measure()))
        .toList();
  }

  /** As it is written in a stored configuration, where every option is a variant. */
  static Map<String, Object> stored(Selection selection) {
    Map<String, Object> select = new LinkedHashMap<>();
    select.put(BY, selection.by().label());
    select.put(MEASURE, selection.measure());
    select.put(AS, selection.variant());
    return select;
  }

  private Optional<Choice> choice(Setting select, String variant) {
    if (select.isMapping()) {
      for (Setting child : select.children()) {
        if (!KEYS.contains(child.name())) {
          problems.add(
              child,
              "is no key of select.%s Known: %s."
                  .formatted(DidYouMean.question(child.name(), KEYS), String.join(", ", KEYS)));
        }
      }
    }
    Setting by = select.isMapping() ? select.child(BY).orElse(select) : select;
    String method = by.text().orElse("");
    if (!METHODS.contains(method)) {
      problems.add(
          by,
          "is %s.%s It says by what an option is chosen: %s."
              .formatted(
                  by.shown(), DidYouMean.question(method, METHODS), String.join(", ", METHODS)));
      return Optional.empty();
    }
    return Optional.of(
        new Choice(
            text(select, AS, variant),
            Method.values()[METHODS.indexOf(method)],
            text(select, MEASURE, "auc")));
  }

  private String text(Setting select, String key, String byDefault) {
    Optional<Setting> written = select.isMapping() ? select.child(key) : Optional.empty();
    if (written.isEmpty()) {
      return byDefault;
    }
    if (written.get().text().filter(text -> !text.isBlank()).isEmpty()) {
      problems.add(written.get(), "is %s; it must be one name.".formatted(written.get().shown()));
    }
    return written.get().text().orElse(byDefault);
  }
}
