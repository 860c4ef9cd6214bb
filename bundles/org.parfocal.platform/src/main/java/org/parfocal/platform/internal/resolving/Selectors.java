package org.parfocal.platform.internal.resolving;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.parfocal.api.Sections;

/** Which key of a section names its plugin, and which sections a variant may change. */
public final class Selectors {
  /** The sections that say what is learnt from and scored on. */
  public static final List<String> DATA = List.of(Sections.DATASET, Sections.PROTOCOL);

  /** The sections that say how it is learnt. */
  public static final List<String> LEARNING =
      List.of(
          Sections.IMAGES,
          Sections.TRANSFORMS,
          Sections.BACKBONE,
          Sections.TRAINING,
          Sections.AUGMENTATION,
          Sections.MODEL);

  /** The sections that may differ between variants, in the order in which they are written. */
  public static final List<String> VARIED =
      Stream.concat(DATA.stream(), LEARNING.stream()).toList();

  private static final Map<String, String> KEYS =
      Map.of(
          Sections.DATASET, "reader",
          Sections.PROTOCOL, "split",
          Sections.BACKBONE, "architecture",
          Sections.AUGMENTATION, "strategy",
          Sections.MODEL, "strategy");

  private Selectors() {}

  /** The key that names the plugin; empty where the plugin is named like its section. */
  public static Optional<String> of(String section) {
    return Optional.ofNullable(KEYS.get(section));
  }
}
