package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.imaging.ImageFile;
import org.parfocal.imaging.PngWriter;
import org.parfocal.testkit.OptionValues;

class StudyImagesTest {
  private static final int SIZE = 32;
  private static final int BYTES = SIZE * SIZE * 3;

  @TempDir Path folder;
  private final AtomicInteger decoded = new AtomicInteger();
  private final List<PixelCaches> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(PixelCaches::close);
  }

  @Test
  void decodesEveryImageOnceInOneRunAndNeverInTheNext() {
    StudyImages first = images(StudyImages.Squaring.CROP, folder.toString());
    List<ByteBuffer> pixels = readAll(first, 50);
    assertThat(decoded).hasValue(50);
    assertThat(readAll(first, 50)).isEqualTo(pixels);
    first.close();

    StudyImages second = images(StudyImages.Squaring.CROP, folder.toString());
    assertThat(readAll(second, 50)).isEqualTo(pixels);
    assertThat(decoded).hasValue(50);
    // More images later are added.
    readAll(second, 60);
    assertThat(decoded).hasValue(60);
  }

  @Test
  void writesNothingBeforeTheFirstImage() throws IOException {
    images(StudyImages.Squaring.CROP, folder.resolve("cache").toString());
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void givesTheResampledImageAtTheOffset() {
    byte[] target = new byte[BYTES + 10];
    images(StudyImages.Squaring.SQUASH, "none").read(sample(uniform("a", 7)), target, 5);
    for (int i = 0; i < target.length; i++) {
      assertThat(target[i]).isEqualTo((byte) (i >= 5 && i < 5 + BYTES ? 7 : 0));
    }
    assertThatThrownBy(
            () ->
                images(StudyImages.Squaring.SQUASH, "none")
                    .read(sample(uniform("a", 7)), new byte[BYTES], 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void cropKeepsTheMiddleAndSquashTheWhole() {
    // Black with a white column at the left edge, 96×32.
    byte[] rgb = new byte[96 * 32 * 3];
    for (int y = 0; y < 32; y++) {
      for (int i = 0; i < 9; i++) {
        rgb[y * 96 * 3 + i] = -1;
      }
    }
    Sample wide = sample(new CountedSource("wide", new RgbImage(96, 32, rgb)));
    byte[] target = new byte[BYTES];
    images(StudyImages.Squaring.CROP, "none").read(wide, target, 0);
    assertThat(target).containsOnly((byte) 0);
    images(StudyImages.Squaring.SQUASH, "none").read(wide, target, 0);
    assertThat(target[0]).isEqualTo((byte) -1);
    assertThat(target[3]).isEqualTo((byte) 0);
    assertThat(images(StudyImages.Squaring.SQUASH, "none").key())
        .isNotEqualTo(images(StudyImages.Squaring.CROP, "none").key());
  }

  @Test
  void rebuildsDamagedPixels() throws IOException {
    StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
    List<ByteBuffer> pixels = readAll(images, 10);
    images.close();
    Path file = only("pixels");
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(4L * BYTES + 17);
      raw.write(~raw.read());
      raw.seek(4L * BYTES + 17);
      int value = raw.read();
      raw.seek(4L * BYTES + 17);
      raw.write(~value);
    }

    assertThat(readAll(images(StudyImages.Squaring.CROP, folder.toString()), 10)).isEqualTo(pixels);

    assertThat(decoded).hasValue(11);
    opened.forEach(PixelCaches::close);
    assertThat(readAll(images(StudyImages.Squaring.CROP, folder.toString()), 10)).isEqualTo(pixels);

    assertThat(decoded).hasValue(11);
  }

  @Test
  void survivesEveryKindOfDamagedFile() throws IOException {
    List<ByteBuffer> pixels = readAll(images(StudyImages.Squaring.CROP, folder.toString()), 10);
    Random random = new Random(8);
    for (String ending : new String[] {"index", "pixels"}) {
      for (int kind = 0; kind < 4; kind++) {
        opened.forEach(PixelCaches::close);
        File file = only(ending).toFile();
        try (RandomAccessFile raw = new RandomAccessFile(file, "rw")) {
          switch (kind) {
            case 0 -> raw.setLength(0);
            case 1 -> raw.setLength(Math.min(raw.length() / 2, 4L * BYTES + 7));
            case 2 -> {
              byte[] noise = new byte[100];
              random.nextBytes(noise);
              raw.seek(raw.length() / 3);
              raw.write(noise);
            }
            default -> raw.close();
          }
        }
        if (kind == 3) {
          Files.delete(file.toPath());
        }
        for (int round = 0; round < 2; round++) {
          StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
          assertThat(readAll(images, 10)).as("%s %d", ending, kind).isEqualTo(pixels);

          int before = decoded.get();
          readAll(images, 10);
          assertThat(decoded).as("all cached again").hasValue(before);
          opened.forEach(PixelCaches::close);
        }
      }
    }
  }

  @Test
  void survivesThatThePixelsAreCutOffWhileTheyAreRead() throws IOException {
    StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
    List<ByteBuffer> pixels = readAll(images, 10);
    try (RandomAccessFile raw = new RandomAccessFile(only("pixels").toFile(), "rw")) {
      raw.setLength(10);
    }
    assertThat(readAll(images, 10)).isEqualTo(pixels);
  }

  @Test
  void twoInstancesShareOneCache() {
    PixelCaches caches = caches();
    StudyImages one =
        new StudyImages(
            options(StudyImages.Squaring.CROP, folder.toString(), Normalisation.IMAGENET), caches);
    StudyImages two =
        new StudyImages(
            options(StudyImages.Squaring.CROP, folder.toString(), Normalisation.NONE), caches);
    readAll(one, 10);
    readAll(two, 10);
    assertThat(decoded).hasValue(10);
    one.close();
    one.close();
    readAll(two, 20);
    readAll(two, 20);
    assertThat(decoded).hasValue(20);
  }

  @Test
  void worksBesideAProcessThatHoldsTheCache() throws Exception {
    List<ByteBuffer> pixels = readAll(images(StudyImages.Squaring.CROP, folder.toString()), 10);
    opened.forEach(PixelCaches::close);
    long index = Files.size(only("index"));
    Process other =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockHolder.class.getName(),
                only("lock").toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(other.getInputStream().read()).isEqualTo('L');
      StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
      assertThat(readAll(images, 10)).isEqualTo(pixels);
      assertThat(decoded).hasValue(10);
      readAll(images, 15);
      readAll(images, 15);
      assertThat(decoded).as("kept in memory").hasValue(15);
      assertThat(Files.size(only("index"))).isEqualTo(index);
    } finally {
      other.destroyForcibly().waitFor();
    }
  }

  /** Holds a lock until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws Exception {
      try (RandomAccessFile file = new RandomAccessFile(arguments[0], "rw");
          FileLock lock = file.getChannel().lock()) {
        System.out.write(lock.isValid() ? 'L' : 'X');
        System.out.flush();
        Thread.sleep(60_000);
      }
    }
  }

  @Test
  void worksWithoutACacheWhereNoneCanBeMade() throws IOException {
    Path file = Files.createFile(folder.resolve("a-file"));
    StudyImages images = images(StudyImages.Squaring.CROP, file.resolve("below").toString());
    readAll(images, 10);
    readAll(images, 10);
    assertThat(decoded).as("kept in memory").hasValue(10);
  }

  @Test
  void keepsWorkingWhenTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full));
    Path pixelFile = folder.resolve("crop-32-v2.pixels");
    Files.createSymbolicLink(pixelFile, full);
    StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
    List<ByteBuffer> pixels = readAll(images, 10);
    assertThat(readAll(images, 10)).isEqualTo(pixels);
    assertThat(decoded).as("kept in memory").hasValue(10);
    assertThat(pixelFile).isSymbolicLink();
  }

  @Test
  void memoryIsBounded() {
    MemoryPixels memory = new MemoryPixels(2L * BYTES + 1);
    byte[] pixels = new byte[BYTES];
    assertThat(memory.write(Digest.of("a"), Digest.of(pixels), pixels)).isTrue();
    assertThat(memory.write(Digest.of("b"), Digest.of(pixels), pixels)).isTrue();
    assertThat(memory.write(Digest.of("c"), Digest.of(pixels), pixels)).isFalse();
    assertThat(memory.write(Digest.of("a"), Digest.of(pixels), pixels)).isTrue();
    assertThat(memory.read(Digest.of("c"), pixels, 0)).isNull();
    assertThat(memory.read(Digest.of("b"), pixels, 0)).isEqualTo(Digest.of(pixels));
    assertThat(memory.content(Digest.of("c")))
        .as("known all the same")
        .isEqualTo(Digest.of(pixels));
  }

  @Test
  void isSafeForManyThreads() throws Exception {
    StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
    List<ByteBuffer> pixels = readAll(images(StudyImages.Squaring.CROP, "none"), 40);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<List<ByteBuffer>>> reads = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        reads.add(threads.submit(() -> readAll(images, 40)));
      }
      for (Future<List<ByteBuffer>> read : reads) {
        assertThat(read.get()).isEqualTo(pixels);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void readsInAnInterruptedThreadAndKeepsTheInterrupt() {
    PngWriter.write(new RgbImage(40, 40, new byte[4800]), folder.resolve("a.png"));
    StudyImages images = images(StudyImages.Squaring.CROP, folder.toString());
    Thread.currentThread().interrupt();
    try {
      images.read(sample(ImageFile.of(folder, "a.png")), new byte[BYTES], 0);
      readAll(images, 5);
      assertThat(Thread.currentThread().isInterrupted()).isTrue();
    } finally {
      Thread.interrupted();
    }
    readAll(images, 5);
    assertThat(decoded).hasValue(5);
  }

  @Test
  void knowsTheNormalisations() {
    assertThat(images(StudyImages.Squaring.CROP, "none").mean())
        .containsExactly(0.485, 0.456, 0.406);
    StudyImages half =
        new StudyImages(options(StudyImages.Squaring.CROP, "none", Normalisation.HALF), caches());
    assertThat(half.mean()).containsExactly(0.5, 0.5, 0.5);
    assertThat(half.deviation()).containsExactly(0.5, 0.5, 0.5);
    StudyImages none =
        new StudyImages(options(StudyImages.Squaring.CROP, "none", Normalisation.NONE), caches());
    assertThat(none.mean()).containsExactly(0.0, 0.0, 0.0);
    assertThat(none.deviation()).containsExactly(1.0, 1.0, 1.0);
    assertThatThrownBy(() -> images(StudyImages.Squaring.CROP, "a\0b"))
        .isInstanceOf(ConfigurationException.class);
  }

  private Path only(String ending) throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    }
  }

  private List<ByteBuffer> readAll(StudyImages images, int count) {
    List<ByteBuffer> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] rgb = new byte[48 * 40 * 3];
      new Random(i).nextBytes(rgb);
      byte[] target = new byte[BYTES];
      images.read(sample(new CountedSource("image " + i, new RgbImage(48, 40, rgb))), target, 0);
      all.add(ByteBuffer.wrap(target));
    }
    return all;
  }

  private CountedSource uniform(String key, int value) {
    byte[] rgb = new byte[50 * 20 * 3];
    Arrays.fill(rgb, (byte) value);
    return new CountedSource(key, new RgbImage(50, 20, rgb));
  }

  private final class CountedSource implements ImageSource {
    private final String key;
    private final RgbImage image;

    CountedSource(String key, RgbImage image) {
      this.key = key;
      this.image = image;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String description() {
      return key;
    }

    @Override
    public RgbImage read() {
      decoded.incrementAndGet();
      return image;
    }
  }

  private static Sample sample(ImageSource image) {
    return new Sample(
        image.key(), image, 0, "p", "p", "40X", OptionalDouble.empty(), null, Map.of());
  }

  private PixelCaches caches() {
    PixelCaches caches = new PixelCaches();
    opened.add(caches);
    return caches;
  }

  private StudyImages images(StudyImages.Squaring resize, String cache) {
    return new StudyImages(options(resize, cache, Normalisation.IMAGENET), caches());
  }

  private static StudyImages.Options options(
      StudyImages.Squaring resize, String cache, Normalisation normalise) {
    return OptionValues.of(
        StudyImages.Options.class,
        Map.of("size", SIZE, "resize", resize, "cache", cache, "normalise", normalise));
  }
}
