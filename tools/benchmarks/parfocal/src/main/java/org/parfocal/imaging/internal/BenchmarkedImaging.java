package org.parfocal.imaging.internal;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Map;
import org.parfocal.api.Images;
import org.parfocal.api.Transform;

/** The bundle's services as Declarative Services makes them: all options at their defaults. */
public final class BenchmarkedImaging {
  private BenchmarkedImaging() {}

  /** Images of that size, kept in that folder. */
  public static Images images(int size, Path cache) {
    return new StudyImages(
        options(StudyImages.Options.class, Map.of("size", size, "cache", cache.toString())),
        new PixelCaches());
  }

  /** Flip, rotation, stain jitter and colour jitter. */
  public static Transform transforms() {
    return new RandomTransforms(options(RandomTransforms.Options.class, Map.of()));
  }

  private static <T> T options(Class<T> type, Map<String, Object> values) {
    Object options =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                values.getOrDefault(method.getName(), method.getDefaultValue()));
    return type.cast(options);
  }
}
