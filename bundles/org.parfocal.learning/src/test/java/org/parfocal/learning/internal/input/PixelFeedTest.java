package org.parfocal.learning.internal.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.api.ConfigurationException;
import org.parfocal.api.DatasetException;
import org.parfocal.api.Images;
import org.parfocal.api.Sample;
import org.parfocal.learning.Backbone;
import org.parfocal.learning.ByteInput;
import org.parfocal.learning.internal.frozen.TestBackbones;
import org.parfocal.nd4j.NativeMemory;
import org.parfocal.nn.FloatTensors;

@Timeout(20)
class PixelFeedTest {
  private static final int SIZE = 6;
  private static final int LENGTH = SIZE * SIZE * 3;

  private final List<Sample> samples = TestImages.cohort("image", 37);
  private final List<List<Sample>> batches = Batches.ofAtMost(5, samples);

  /** Test images, and something that happens before each is read. */
  private record Watched(TestImages images, Consumer<Sample> before) implements Images {
    Watched(Consumer<Sample> before) {
      this(new TestImages(SIZE), before);
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public List<Double> mean() {
      return images.mean();
    }

    @Override
    public List<Double> deviation() {
      return images.deviation();
    }

    @Override
    public void read(Sample sample, byte[] target, int offset) {
      before.accept(sample);
      images.read(sample, target, offset);
    }
  }

  @Test
  void givesTheNormalisedPixelsWhateverTheThreads() {
    TestImages images = new TestImages(SIZE);
    PixelReader.ImageChange change = (rgb, size, row) -> new SplittableRandom(row).nextBytes(rgb);
    for (int threads : new int[] {1, 3, 8}) {
      try (PixelReader reader = new PixelReader(images, threads);
          PixelFeed<NormalisedBatch> plain = reader.feed(batches, null);
          PixelFeed<NormalisedBatch> changed = reader.feed(batches, change)) {
        int row = 0;
        for (List<Sample> batch : batches) {
          INDArray rows = plain.next().images();
          assertThat(rows.shape()).containsExactly(batch.size(), SIZE, SIZE, 3);
          float[] values = FloatTensors.read(rows);
          float[] changedValues = FloatTensors.read(changed.next().images());
          for (int index = 0; index < batch.size(); index++) {
            byte[] rgb = new byte[LENGTH];
            images.read(batch.get(index), rgb, 0);
            assertThat(row(values, index)).isEqualTo(normalised(rgb));
            new SplittableRandom(row++).nextBytes(rgb);
            assertThat(row(changedValues, index)).isEqualTo(normalised(rgb));
          }
        }
      }
    }
  }

  @Test
  void usesItsMemoryAgainAndFreesIt() {
    Map<Long, INDArray> seen = new HashMap<>();
    try (PixelReader reader = new PixelReader(new TestImages(SIZE), 2)) {
      for (int epoch = 0; epoch < 10; epoch++) {
        try (PixelFeed<NormalisedBatch> feed = reader.feed(batches, null)) {
          for (int step = 0; step < batches.size(); step++) {
            INDArray images = feed.next().images();
            seen.put(images.data().address(), images);
          }
        }
      }
      // One in use, one for each thread, and one more.
      assertThat(seen).hasSize(4);
      assertThat(seen.values()).noneMatch(INDArray::wasClosed);
    }
    assertThat(seen.values()).allMatch(INDArray::wasClosed);
  }

  @Test
  void sendsTheNextBatchBeforeTheOneInUseIsEmbedded() {
    List<TestByteInput> inputs = new ArrayList<>();
    TestBackbones provider =
        new TestBackbones(false) {
          @Override
          public Optional<ByteInput> byteInput(Backbone backbone) {
            if (inputs.isEmpty()) {
              inputs.add(new TestByteInput(backbone, SIZE));
            }
            return Optional.of(inputs.get(0));
          }
        };
    try (Backbone backbone = provider.create(SIZE, 1);
        PixelReader reader = new PixelReader(new TestImages(SIZE), 1);
        PixelFeed<? extends ImageBatch> feed =
            reader.feed(
                Batches.ofAtMost(5, samples.subList(0, 15)),
                (rgb, size, row) -> rgb[0] = (byte) (row / 5),
                backbone)) {
      ImageBatch first = feed.next();
      try (PixelFeed<NormalisedBatch> later = reader.feed(batches.subList(0, 1), null)) {
        later.next(); // the one worker has read the others by then
      }
      first.embed(backbone, false);
      feed.next().embed(backbone, false);
      feed.next().embed(backbone, false);
    }
    // Whether the second was read before the first was asked for is a matter of luck.
    List<String> asked = inputs.get(0).asked;
    asked.remove("send 1");
    assertThat(asked).containsExactly("embed 0", "send 2", "embed 1", "embed 2");
    assertThat(inputs.get(0).open).hasValue(0);
  }

  @Test
  void saysHowManyImagesFitIntoMemory() {
    try (PixelReader reader = new PixelReader(new TestImages(1024), 1)) {
      int most = Math.toIntExact(NativeMemory.free() / (1024 * 1024 * 3 * 4) / 4);

      assertThatThrownBy(() -> reader.feed(equal(most + 1), null))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageStartingWith("Batches of %d images of 1024 pixels, of which 4 are", most + 1)
          .hasMessageContaining("; at most %d images fit", most);
      reader.feed(equal(most), null).close();
    }
  }

  /** Many batches of so many images. */
  private List<List<Sample>> equal(int images) {
    return Collections.nCopies(10, Collections.nCopies(images, samples.get(0)));
  }

  @Test
  void countsTheTimeForWhichABatchWasNotReady() throws Exception {
    Thread engine = Thread.currentThread();
    AtomicBoolean slow = new AtomicBoolean(true);
    Watched images =
        new Watched(
            sample -> {
              if (slow.getAndSet(false)) {
                awaitWaiting(engine);
                sleep(30);
              }
            });
    try (PixelReader reader = new PixelReader(images, 1);
        PixelFeed<NormalisedBatch> feed = reader.feed(batches, null)) {
      feed.next().images();

      assertThat(Duration.ofNanos(feed.waited())).isGreaterThanOrEqualTo(Duration.ofMillis(30));
    }
  }

  @Test
  void countsNothingWhereABatchWasReady() throws Exception {
    CountDownLatch secondBegun = new CountDownLatch(1);
    Watched images =
        new Watched(
            sample -> {
              if (sample.id().equals("other")) {
                secondBegun.countDown();
              }
            });
    // One thread: when it reads the second feed, it is done with the first.
    try (PixelReader reader = new PixelReader(images, 1);
        PixelFeed<NormalisedBatch> feed = reader.feed(List.of(samples), null);
        PixelFeed<NormalisedBatch> other =
            reader.feed(List.of(List.of(TestImages.sample("other", 0))), null)) {
      secondBegun.await();
      feed.next().images();

      assertThat(feed.waited()).isZero();
      assertThat(other.next().images().size(0)).isEqualTo(1);
    }
  }

  @Test
  void readsItsFirstBatchBeforeItIsAsked() throws Exception {
    CountDownLatch first = new CountDownLatch(batches.get(0).size());
    List<String> read = new ArrayList<>();
    Watched images =
        new Watched(
            sample -> {
              read.add(sample.id());
              first.countDown();
            });
    try (PixelReader reader = new PixelReader(images, 1)) {
      PixelFeed<NormalisedBatch> feed = reader.feed(batches, null);
      first.await();
      feed.close();
    }
    assertThat(read).hasSameSizeAs(batches.get(0));
  }

  @Test
  void isClosedWhenNoWorkerReadsAnyMore() throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    List<String> read = new ArrayList<>();
    Watched images =
        new Watched(
            sample -> {
              read.add(sample.id());
              reading.countDown();
              await(goOn);
            });
    try (PixelReader reader = new PixelReader(images, 1)) {
      PixelFeed<NormalisedBatch> feed = reader.feed(batches, null);
      reading.await();
      Thread closing = new Thread(feed::close);
      closing.start();
      awaitWaiting(closing);
      closing.interrupt(); // which does not hurry it
      awaitWaiting(closing);
      assertThat(closing.isAlive()).isTrue();
      goOn.countDown();
      closing.join();
    }
    assertThat(read).hasSize(1);
  }

  @Test
  void tellsOfABrokenImageAtItsBatch() {
    List<List<Sample>> broken = List.of(samples, List.of(TestImages.sample("broken7", 0)), samples);
    try (PixelReader reader = new PixelReader(new TestImages(SIZE), 2);
        PixelFeed<NormalisedBatch> feed = reader.feed(broken, null)) {
      assertThat(feed.next().images().size(0)).isEqualTo(37);
      assertThatThrownBy(feed::next)
          .isInstanceOf(DatasetException.class)
          .hasMessage("Image broken7 is not an image.");
    }
  }

  @Test
  void stopsWaitingWhenInterrupted() {
    Thread engine = Thread.currentThread();
    Watched images =
        new Watched(
            sample -> {
              if (sample == samples.get(0)) {
                awaitWaiting(engine);
                engine.interrupt();
                sleep(30); // still writes when the engine gives up
              }
            });
    try (PixelReader reader = new PixelReader(images, 1);
        PixelFeed<NormalisedBatch> feed = reader.feed(batches, null)) {
      assertThatThrownBy(feed::next).isInstanceOf(CancellationException.class);
    }
    assertThat(Thread.interrupted()).isTrue();
  }

  private static float[] row(float[] values, int row) {
    return Arrays.copyOfRange(values, row * LENGTH, (row + 1) * LENGTH);
  }

  /** Mean 0.5, deviation 0.25. */
  private static float[] normalised(byte[] rgb) {
    float[] values = new float[rgb.length];
    for (int index = 0; index < rgb.length; index++) {
      values[index] = (float) (((rgb[index] & 0xff) / 255.0 - 0.5) / 0.25);
    }
    return values;
  }

  private static void awaitWaiting(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      assertThat(thread.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sleep(int milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
