package org.parfocal.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.parfocal.api.Dataset;
import org.parfocal.api.DatasetReader;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

final class BrokenReaders {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private BrokenReaders() {}

  static class Sound extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      return () -> Cohort.of(4, 1, "100X", "200X");
    }
  }

  @Breaks("twoReadersGiveTheSameDataset")
  static class Restless extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      return () -> {
        Dataset whole = Cohort.of(4, 1, "100X", "200X");
        List<Sample> turned = new ArrayList<>(whole.samples());
        java.util.Collections.rotate(turned, COUNT.incrementAndGet());
        return with(whole, turned);
      };
    }
  }

  @Breaks("everyClassHasASample")
  static class OneClass extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      Dataset whole = Cohort.of(4, 1, "100X");
      return () ->
          with(whole, whole.samples().stream().filter(sample -> sample.label() == 0).toList());
    }
  }

  @Breaks("everyImageDescribesItself")
  static class Nameless extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      return images(image -> new Wrapped(image, image.key(), "an image"));
    }
  }

  @Breaks("anImageHasTheSamePixelsHoweverOftenItIsRead")
  static class Flickering extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      return images(
          image ->
              new Wrapped(image, image.key(), image.description()) {
                @Override
                public RgbImage read() {
                  return new PlainImage("" + COUNT.incrementAndGet(), 0, 8).read();
                }
              });
    }
  }

  @Breaks("imagesOfOneKeyHaveTheSamePixels")
  static class OneKey extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      return images(image -> new Wrapped(image, "key", image.description()));
    }
  }

  @Breaks("imagesCanBeReadByManyThreads")
  static class OneBuffer extends DatasetReaderContract {
    private final byte[] buffer = new byte[3 * 16 * 16];

    @Override
    protected DatasetReader reader() {
      return images(
          image ->
              new Wrapped(image, image.key(), image.description()) {
                @Override
                public RgbImage read() {
                  System.arraycopy(super.read().rgb(), 0, buffer, 0, buffer.length);
                  return new RgbImage(16, 16, buffer);
                }
              });
    }
  }

  @Breaks("whatIsDecodedTogetherHoldsTheImageItself")
  static class Absent extends DatasetReaderContract {
    @Override
    protected DatasetReader reader() {
      return images(
          image ->
              new Wrapped(image, image.key(), image.description()) {
                @Override
                public void readTogether(BiConsumer<ImageSource, RgbImage> taker) {}
              });
    }
  }

  private static DatasetReader images(Function<ImageSource, ImageSource> change) {
    Dataset whole = Cohort.of(4, 1, "100X", "200X");
    List<Sample> changed =
        whole.samples().stream()
            .map(
                sample ->
                    new Sample(
                        sample.id(),
                        change.apply(sample.image()),
                        sample.label(),
                        sample.patient(),
                        sample.slide(),
                        sample.magnification(),
                        OptionalDouble.empty(),
                        null,
                        Map.of()))
            .toList();
    return () -> with(whole, changed);
  }

  private static Dataset with(Dataset whole, List<Sample> samples) {
    return new Dataset(whole.name(), whole.classes(), samples, whole.manifest(), "", List.of());
  }

  private static class Wrapped implements ImageSource {
    private final ImageSource image;
    private final String key;
    private final String description;

    Wrapped(ImageSource image, String key, String description) {
      this.image = image;
      this.key = key;
      this.description = description;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String description() {
      return description;
    }

    @Override
    public RgbImage read() {
      return image.read();
    }
  }
}
