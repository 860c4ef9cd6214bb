package org.parfocal.imaging.internal;

/** Keeps images of one size by their key. Safe to use from many threads. */
interface PixelStore extends AutoCloseable {
  /** Fills {@code target} from {@code offset} and returns true, or returns false. */
  boolean read(PixelKey key, byte[] target, int offset);

  /** Keeps a copy of an image, if it can; says whether it is kept now. */
  boolean write(PixelKey key, byte[] pixels);

  @Override
  default void close() {}
}
