package org.parfocal.testkit;

import java.util.concurrent.atomic.AtomicInteger;
import org.parfocal.api.Transform;

final class BrokenTransforms {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenTransforms() {}

  static class Sound extends TransformContract {
    @Override
    protected Transform transform() {
      return (rgb, offset, size, random) -> rgb[offset] = (byte) random.nextInt();
    }
  }

  @Breaks("changesItsImageAndNothingAroundIt")
  static class Spilling extends TransformContract {
    @Override
    protected Transform transform() {
      return (rgb, offset, size, random) -> rgb[offset + 3 * size * size] = (byte) random.nextInt();
    }
  }

  @Breaks("theSameRandomNumbersMakeTheSameImage")
  static class Restless extends TransformContract {
    @Override
    protected Transform transform() {
      return (rgb, offset, size, random) -> rgb[offset] = (byte) COUNT.incrementAndGet();
    }
  }

  @Breaks("anImageDependsOnNoImageBeforeIt")
  static class Remembering extends TransformContract {
    @Override
    protected Transform transform() {
      AtomicInteger calls = new AtomicInteger();
      return (rgb, offset, size, random) -> rgb[offset] = (byte) calls.incrementAndGet();
    }
  }

  @Breaks("theResultChangesWithTheRandomNumbers")
  static class Idle extends TransformContract {
    @Override
    protected Transform transform() {
      return (rgb, offset, size, random) -> {};
    }
  }
}
