package org.parfocal.imaging.internal;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.Transform;
import org.parfocal.testkit.OptionValues;

/** The bundle's services as Declarative Services makes them: all options at their defaults. */
public final class BenchmarkedImaging {
  private BenchmarkedImaging() {}

  /** Images of that size, kept in that folder. */
  public static Images images(int size, Path cache) {
    return new StudyImages(
        OptionValues.of(StudyImages.Options.class, Map.of("size", size, "cache", cache.toString())),
        new PixelCaches());
  }

  /** Flip, rotation, stain jitter and colour jitter. */
  public static Transform transforms() {
    return Transform.inOrder(
        List.of(
            new RandomOrientation(OptionValues.of(RandomOrientation.Options.class, Map.of())),
            new StainJitter(OptionValues.of(StainJitter.Options.class, Map.of())),
            new ColourJitter(OptionValues.of(ColourJitter.Options.class, Map.of()))));
  }
}
