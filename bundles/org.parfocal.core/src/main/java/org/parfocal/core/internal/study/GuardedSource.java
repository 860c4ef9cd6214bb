package org.parfocal.core.internal.study;

import java.util.function.BiConsumer;
import org.parfocal.api.ImageRows;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** Pixels that are given if the guard allows it. */
final class GuardedSource implements ImageSource {
  private final PixelGuard guard;
  private final String id;
  private final ImageSource source;

  GuardedSource(PixelGuard guard, String id, ImageSource source) {
    this.guard = guard;
    this.id = id;
    this.source = source;
  }

  @Override
  public String key() {
    require();
    return source.key();
  }

  @Override
  public void verifyKey() {
    require();
    source.verifyKey();
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public int embeddingSize() {
    return source.embeddingSize();
  }

  @Override
  public float[] embedding() {
    require();
    return source.embedding().clone();
  }

  @Override
  public RgbImage read() {
    require();
    return source.read();
  }

  @Override
  public void readRows(ImageRows rows) {
    require();
    source.readRows(rows);
  }

  @Override
  public boolean decodedAlone() {
    return source.decodedAlone();
  }

  @Override
  public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {
    require();
    source.readTogether(
        (other, image) -> {
          if (other == source) {
            taker.accept(this, image);
          } else if (guard.opensAll()) {
            taker.accept(other, image);
          }
        });
  }

  @Override
  public Object decodedTogether() {
    return source.decodedTogether();
  }

  private void require() {
    guard.require(id, source);
  }

  /** As the source that it guards, which no guard is asked for. */
  String keyOfSource() {
    return source.key();
  }
}
