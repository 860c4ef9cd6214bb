package org.parfocal.platform.internal.resolving;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.parfocal.api.Sections;

/** Which key of a section names its plugin, and which sections a variant may change. */
public final class Selectors {
  /** The sections that may differ between variants, in the order in which they are written. */
  public static final List<String> VARIED =
      List.of(
          Sections.IMAGES,
          Sections.TRANSFORMS,
          Sections.BACKBONE,
          Sections.TRAINING,
          Sections.AUGMENTATION,
          Sections.MODEL);

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
