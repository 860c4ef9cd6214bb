package org.parfocal.imaging.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps images in memory until it is full. Nothing is ever dropped: a training reads all images in
 * turn, and dropping the oldest would always drop the one needed next.
 */
final class MemoryPixels implements PixelStore {
  private final Map<PixelKey, byte[]> images = new ConcurrentHashMap<>();
  private final AtomicLong left;

  MemoryPixels(long bytes) {
    left = new AtomicLong(bytes);
  }

  @Override
  public boolean read(PixelKey key, byte[] target, int offset) {
    byte[] pixels = images.get(key);
    if (pixels == null) {
      return false;
    }
    System.arraycopy(pixels, 0, target, offset, pixels.length);
    return true;
  }

  @Override
  public boolean write(PixelKey key, byte[] pixels) {
    if (images.containsKey(key)) {
      return true;
    }
    if (left.addAndGet(-pixels.length) < 0) {
      left.addAndGet(pixels.length);
      return false;
    }
    if (images.putIfAbsent(key, pixels.clone()) != null) {
      left.addAndGet(pixels.length);
    }
    return true;
  }
}
