package org.parfocal.core.internal.study;

import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;

/** What a protocol makes of the pixels of one sample. */
final class GuardedView implements ImageSource {
  private final PixelGuard guard;
  private final String origin;
  private final ImageSource source;

  GuardedView(PixelGuard guard, String origin, ImageSource source) {
    this.guard = guard;
    this.origin = origin;
    this.source = source;
  }

  @Override
  public String key() {
    return guarded(source::key);
  }

  @Override
  public void verifyKey() {
    guarded(
        () -> {
          source.verifyKey();
          return "";
        });
  }

  @Override
  public ImageSource origin() {
    return source.origin();
  }

  @Override
  public String description() {
    return source.description();
  }

  @Override
  public RgbImage read() {
    return guarded(source::read);
  }

  @Override
  public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {
    guarded(
        () -> {
          source.readTogether(
              (other, image) -> taker.accept(other == source ? this : other, image));
          return "";
        });
  }

  @Override
  public Object decodedTogether() {
    return source.decodedTogether();
  }

  private <T> T guarded(Supplier<T> work) {
    return guard.viewing(origin, work);
  }
}
