package org.parfocal.dataset.breakhis.internal;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What a person should know of a copy before trusting it, one sentence each. */
final class Warnings {
  private Warnings() {}

  static List<String> of(ImageSearch search, boolean countCheck) {
    List<String> warnings = new ArrayList<>();
    List<BreakhisName> names = search.images().stream().map(FoundImage::name).toList();
    if (countCheck) {
      PublishedCounts.BREAKHIS.difference(PublishedCounts.of(names)).ifPresent(warnings::add);
    }
    warnings.addAll(slidesOfTwoTypes(names));
    add(
        warnings,
        search.misnamed(),
        "images are not named as BreaKHis names them and are left out");
    add(warnings, search.links(), "links lead out of the folder or nowhere and are left out");
    add(warnings, search.empty(), "images are empty files");
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
                "Slide %s stands under several tumour types %s; it is kept together as one patient."
                    .formatted(slide.getKey(), slide.getValue()))
        .toList();
  }

  private static void add(List<String> warnings, Examples cases, String what) {
    if (!cases.isEmpty()) {
      warnings.add(String.format(Locale.ROOT, "%,d %s: %s.", cases.count(), what, cases));
    }
  }
}
