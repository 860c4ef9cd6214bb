package org.parfocal.platform.internal.resolving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.configuration2.tree.ImmutableNode;
import org.parfocal.api.DidYouMean;
import org.parfocal.api.Sections;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Selectors;
import org.parfocal.platform.internal.reading.Setting;

/** The variants as they are written: the study's sections, and the variant's over them. */
record WrittenVariants(SectionLayers layers, Problems problems) {
  /** The variants of a study file, in its order. */
  List<Point> points(Setting root) {
    ImmutableNode base = base(root);
    Optional<Setting> variants = root.child("variants");
    if (variants.isEmpty()) {
      return List.of(new Point(nameOfStrategy(base), base));
    }
    if (!variants.get().isMapping()) {
      problems.add(variants.get(), "must be a mapping of names to sections.");
      return List.of();
    }
    if (variants.get().children().size() > VariantResolver.MAX_VARIANTS) {
      problems.add(
          variants.get(),
          "has %d variants; at most %d are allowed, so make several studies."
              .formatted(variants.get().children().size(), VariantResolver.MAX_VARIANTS));
      return List.of();
    }
    List<Point> named = new ArrayList<>();
    Map<String, String> folded = new LinkedHashMap<>();
    for (Setting variant : variants.get().children()) {
      String twin = folded.put(variant.name().toLowerCase(Locale.ROOT), variant.name());
      if (twin != null) {
        problems.add(
            variant,
            "differs from " + twin + " only in case; some systems cannot tell them apart.");
      }
      if (checked(variant)) {
        ImmutableNode overridden = layers.underArguments(base, layers.over(variant.node(), base));
        // An argument for this one variant says more than one for all of them.
        ImmutableNode sections = layers.varied(Setting.ofArguments(variant.node()), overridden);
        named.add(new Point(variant.name(), sections));
      }
    }
    return named;
  }

  private boolean checked(Setting variant) {
    int before = problems.count();
    if (!VariantNames.isSafe(variant.name())) {
      problems.add(
          variant,
          "is named \"%s\", which cannot be a folder; use letters, digits, dots and hyphens."
              .formatted(variant.name()));
    }
    if (!variant.isMapping()) {
      problems.add(variant, "must be a mapping of sections, as in {model: {strategy: baseline}}.");
      return false;
    }
    for (Setting section : variant.children()) {
      if (section.name().equals(SelectionResolver.KEY)) {
        continue;
      }
      if (!Selectors.VARIED.contains(section.name())) {
        problems.add(section, refusal(section.name()));
      } else if (!section.isMapping()) {
        problems.add(section, "is %s; it must be a mapping of options.".formatted(section.shown()));
      }
    }
    return problems.count() == before;
  }

  private static String refusal(String name) {
    return (name.equals(Sections.METRICS)
            ? "cannot differ between variants, which are scored alike."
            : "is not a section." + DidYouMean.question(name, Selectors.VARIED))
        + " A variant may change: "
        + String.join(", ", Selectors.VARIED)
        + ".";
  }

  /** The sections that stand at the root. */
  static ImmutableNode base(Setting root) {
    List<ImmutableNode> varied =
        root.node().getChildren().stream()
            .filter(child -> Selectors.VARIED.contains(child.getNodeName()))
            .toList();
    return Setting.mapping("", varied, root.origin());
  }

  private static String nameOfStrategy(ImmutableNode base) {
    return new Setting("", base)
        .child(Sections.MODEL)
        .flatMap(model -> model.child("strategy"))
        .flatMap(Setting::text)
        .filter(VariantNames::isSafe)
        .orElse("default");
  }
}
