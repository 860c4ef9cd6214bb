package org.parfocal.api;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** The order of nominal magnifications: that of the {@linkplain SampleField field}. */
public final class Magnifications {
  /** As {@link SampleField#ORDER}. */
  public static final Comparator<String> ORDER = SampleField.ORDER;

  private Magnifications() {}

  /** The magnifications of these samples, each once, in order; unknown ones are left out. */
  public static List<String> of(Collection<Sample> samples) {
    return SampleField.MAGNIFICATION.values(samples);
  }
}
