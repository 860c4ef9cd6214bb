package org.parfocal.platform.internal.reading;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.parfocal.api.Sections;

/** Which key of a section names its plugin, and which sections are lists or may be varied. */
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
          Sections.MODEL,
          Sections.INFERENCE);

  /** The sections that may differ between variants, in the order in which they are written. */
  public static final List<String> VARIED =
      Stream.concat(DATA.stream(), LEARNING.stream()).toList();

  /** The sections that are lists of plugins, see {@link PluginLists}. */
  public static final Set<String> LISTED =
      Set.of(Sections.TRANSFORMS, Sections.AUGMENTATION, Sections.METRICS);

  private static final Map<String, String> KEYS =
      Map.of(
          Sections.DATASET, "reader",
          Sections.PROTOCOL, "split",
          Sections.BACKBONE, "architecture",
          Sections.MODEL, "strategy",
          Sections.EXECUTOR, "scheduler");

  private Selectors() {}

  /**
   * The key that names the plugin; empty where the plugin is named like its section, and for lists.
   */
  public static Optional<String> of(String section) {
    return Optional.ofNullable(KEYS.get(section));
  }
}
