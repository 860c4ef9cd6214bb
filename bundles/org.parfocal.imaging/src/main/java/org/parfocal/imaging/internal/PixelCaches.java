package org.parfocal.imaging.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The caches in use. Several instances of {@code images} that differ in their normalisation only
 * share one cache, which one process can open for writing but once.
 */
@Component(service = PixelCaches.class)
public final class PixelCaches {
  private static final Logger LOG = LoggerFactory.getLogger(PixelCaches.class);

  /** What is kept in memory where there is no cache on disk; never more than a quarter of it. */
  private static final long MEMORY_BYTES = 128L << 20;

  private final Map<Path, Shared> open = new HashMap<>();

  private static final class Shared {
    final PixelStore store;
    int users;

    Shared(PixelStore store) {
      this.store = store;
    }
  }

  @Activate
  public PixelCaches() {}

  /**
   * Opens a cache, or joins those who have it open. {@link PixelStore#close()} leaves it again.
   *
   * @param folder is made if it is not there
   * @param name of the files in it
   * @param imageBytes length of every image
   */
  synchronized PixelStore onDisk(Path folder, String name, int imageBytes) {
    Path path = folder.toAbsolutePath().normalize().resolve(name);
    Shared shared = open.computeIfAbsent(path, at -> new Shared(store(at, imageBytes)));
    shared.users++;
    return new Lease(path, shared.store);
  }

  /** A cache in memory only. */
  PixelStore inMemory() {
    return new MemoryPixels(Math.min(MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 4));
  }

  private PixelStore store(Path path, int imageBytes) {
    try {
      return new TieredPixels(new DiskPixels(path, imageBytes), inMemory());
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "There is no image cache at {}: {}; images are decoded each time unless they fit into memory.",
          path,
          Reasons.of(e));
      return inMemory();
    }
  }

  @Deactivate
  synchronized void close() {
    open.values().forEach(shared -> shared.store.close());
    open.clear();
  }

  private synchronized void leave(Path path) {
    Shared shared = open.get(path);
    if (shared != null && --shared.users == 0) {
      open.remove(path);
      shared.store.close();
    }
  }

  private final class Lease implements PixelStore {
    private final Path path;
    private final PixelStore store;
    private boolean left;

    Lease(Path path, PixelStore store) {
      this.path = path;
      this.store = store;
    }

    @Override
    public @Nullable Digest read(Digest key, byte[] target, int offset) {
      return store.read(key, target, offset);
    }

    @Override
    public @Nullable Digest content(Digest key) {
      return store.content(key);
    }

    @Override
    public boolean write(Digest key, Digest content, byte[] pixels) {
      return store.write(key, content, pixels);
    }

    @Override
    public synchronized void close() {
      if (!left) {
        left = true;
        leave(path);
      }
    }
  }

  /** The disk first; what it cannot take, memory does. */
  private record TieredPixels(PixelStore disk, PixelStore memory) implements PixelStore {
    @Override
    public @Nullable Digest read(Digest key, byte[] target, int offset) {
      Digest content = disk.read(key, target, offset);
      return content == null ? memory.read(key, target, offset) : content;
    }

    @Override
    public @Nullable Digest content(Digest key) {
      Digest content = disk.content(key);
      return content == null ? memory.content(key) : content;
    }

    @Override
    public boolean write(Digest key, Digest content, byte[] pixels) {
      return disk.write(key, content, pixels) || memory.write(key, content, pixels);
    }

    @Override
    public void close() {
      disk.close();
    }
  }
}
