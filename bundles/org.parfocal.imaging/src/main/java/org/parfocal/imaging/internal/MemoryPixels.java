package org.parfocal.imaging.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps images in memory until it is full, and the digests of all. Nothing is ever dropped: a
 * training reads all images in turn, and dropping the oldest would always drop the one needed next.
 */
final class MemoryPixels implements PixelStore {
  private final Map<Digest, Image> images = new ConcurrentHashMap<>();
  private final Map<Digest, Digest> contents = new ConcurrentHashMap<>();
  private final AtomicLong left;

  private record Image(Digest content, byte[] pixels) {}

  MemoryPixels(long bytes) {
    left = new AtomicLong(bytes);
  }

  @Override
  public @Nullable Digest read(Digest key, byte[] target, int offset) {
    Image image = images.get(key);
    if (image == null) {
      return null;
    }
    System.arraycopy(image.pixels, 0, target, offset, image.pixels.length);
    return image.content;
  }

  @Override
  public @Nullable Digest content(Digest key) {
    Image image = images.get(key);
    return image == null ? contents.get(key) : image.content;
  }

  @Override
  public boolean write(Digest key, Digest content, byte[] pixels) {
    if (images.containsKey(key)) {
      return true;
    }
    if (left.addAndGet(-pixels.length) < 0) {
      left.addAndGet(pixels.length);
      contents.put(key, content); // of what was decoded last: the file may have changed
      return false;
    }
    if (images.putIfAbsent(key, new Image(content, pixels.clone())) != null) {
      left.addAndGet(pixels.length);
    }
    return true;
  }
}
