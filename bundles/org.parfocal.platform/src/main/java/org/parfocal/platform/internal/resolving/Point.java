package org.parfocal.platform.internal.resolving;

import org.apache.commons.configuration2.tree.ImmutableNode;

/**
 * A variant, or one point of the axes by which it is multiplied.
 *
 * @param variant as it was written
 * @param name {@code variant}, or that with the point's values behind it
 * @param sections as written, with the point's values
 */
record Point(String variant, String name, ImmutableNode sections) {
  /** A variant before it is multiplied. */
  Point(String variant, ImmutableNode sections) {
    this(variant, variant, sections);
  }

  /** Whether it is one of several of its variant. */
  boolean isMultiplied() {
    return !name.equals(variant);
  }
}
