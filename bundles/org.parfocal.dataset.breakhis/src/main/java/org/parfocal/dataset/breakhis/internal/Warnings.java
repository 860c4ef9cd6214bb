package org.parfocal.dataset.breakhis.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a user should know about a copy before trusting it, one sentence each. */
final class Warnings {
  private Warnings() {}

  static List<String> of(ImageSearch search, boolean countCheck) {
    List<String> warnings = new ArrayList<>();
    List<BreakhisName> names = search.images().stream().map(ImageSearch.Found::name).toList();
    if (countCheck) {
      PublishedCounts.BREAKHIS.difference(PublishedCounts.of(names)).ifPresent(warnings::add);
    }
    warnings.addAll(slidesOfTwoTypes(names));
    add(warnings, "Images not named as in BreaKHis, left out", search.misnamed());
    add(warnings, "Links to nothing or in a circle, left out", search.links());
    add(warnings, "Empty image files", search.empty());
    return warnings;
  }

  private static List<String> slidesOfTwoTypes(List<BreakhisName> names) {
    Map<String, Set<Subtype>> types = new TreeMap<>();
    for (BreakhisName name : names) {
      types
          .computeIfAbsent(name.slide().toString(), slide -> EnumSet.noneOf(Subtype.class))
          .add(name.subtype());
    }
    return types.entrySet().stream()
        .filter(slide -> slide.getValue().size() > 1)
        .map(
            slide ->
                "Slide %s has several tumour types %s; it is kept together as one patient."
                    .formatted(slide.getKey(), slide.getValue()))
        .toList();
  }

  private static void add(List<String> warnings, String what, Examples cases) {
    if (!cases.isEmpty()) {
      warnings.add(String.format(Locale.ROOT, "%s: %,d (%s).", what, cases.count(), cases));
    }
  }
}
