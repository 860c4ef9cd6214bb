package org.parfocal.imaging.internal;

import org.jspecify.annotations.Nullable;

/** Keeps images of one size by their key. Safe to use from many threads. */
interface PixelStore extends AutoCloseable {
  /**
   * Fills {@code target} from {@code offset} with an image that is kept.
   *
   * @return digest of its pixels, or null if it is not kept
   */
  @Nullable Digest read(Digest key, byte[] target, int offset);

  /** Digest of an image's pixels, without reading them; or null if it is not known. */
  @Nullable Digest content(Digest key);

  /**
   * Keeps a copy of an image, if it can; says whether it is kept now.
   *
   * @param content digest of the pixels
   */
  boolean write(Digest key, Digest content, byte[] pixels);

  @Override
  default void close() {}
}
