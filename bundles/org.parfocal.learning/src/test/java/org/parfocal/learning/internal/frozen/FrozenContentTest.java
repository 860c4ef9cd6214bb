package org.parfocal.learning.internal.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.api.ImageSource;
import org.parfocal.api.Images;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;
import org.parfocal.api.Sha256;
import org.parfocal.learning.internal.input.PixelReader;

/** Embeddings belong to what images show, not to where they lie. */
class FrozenContentTest {
  private static final int SIZE = 6;

  @TempDir Path folder;

  private final TestBackbones backbones = new TestBackbones(true);
  private final Shown images = new Shown();
  private final List<String> progress = new ArrayList<>();
  private final AtomicLong seconds = new AtomicLong();
  private final AtomicInteger turns = new AtomicInteger();
  private Runnable meanwhile = () -> {};

  @Test
  void findsAMovedDataSetAgain() {
    List<float[]> before = embed(cohort("/data/", 100));

    List<float[]> moved = embed(cohort("/elsewhere/", 100));

    assertSame(moved, before);
    assertThat(backbones.embedded).hasValue(100);
    assertThat(backbones.made).hasValue(1);
    assertThat(backbones.open).hasValue(0);
  }

  @Test
  void whoWaitedForItsTurnReadsWhatTheOtherHasEmbedded() {
    List<Sample> samples = cohort("/data/", 300);
    List<List<float[]>> others = new ArrayList<>();
    meanwhile =
        () -> {
          meanwhile = () -> {};
          others.add(embed(samples));
        };

    List<float[]> embeddings = embed(samples);

    assertSame(embeddings, others.get(0));
    assertThat(backbones.embedded).hasValue(300);
    assertThat(turns).hasValue(0);
  }

  @Test
  void embedsEqualImagesOnceAndOthersEach() {
    List<Sample> samples = new ArrayList<>();
    for (int index = 0; index < 400; index++) {
      samples.add(sample("/data/" + index, index % 150));
    }

    List<float[]> embeddings = embed(samples);

    assertThat(backbones.embedded).hasValue(150);
    for (int index = 0; index < 400; index++) {
      assertThat(embeddings.get(index)).isEqualTo(embeddings.get(index % 150));
      assertThat(embeddings.get(index)).isNotEqualTo(embeddings.get((index + 1) % 150));
    }
  }

  @Test
  void embedsOnlyWhatIsNewAmongKnownImages() {
    List<float[]> some = embed(cohort("/data/", 70));
    List<float[]> all = embed(cohort("/data/", 300));

    assertSame(all.subList(0, 70), some);
    assertThat(backbones.embedded).hasValue(300);
    assertThat(progress).contains("read 0 of 300").last().isEqualTo("embedded 300 of 300");
  }

  @Test
  void embedsAnewWhatShowsSomethingElse() {
    List<float[]> before = embed(cohort("/data/", 40));
    images.seeds.put("/data/7", 1234);

    List<float[]> after = embed(cohort("/data/", 40));

    assertThat(after.get(7)).isNotEqualTo(before.get(7));
    assertThat(after.get(6)).isEqualTo(before.get(6));
    assertThat(backbones.embedded).hasValue(41);
    images.seeds.put("/data/7", 7);
    assertSame(embed(cohort("/data/", 40)), before);
    assertThat(backbones.embedded).hasValue(41);
  }

  /** The pixel cache lost an image whose file is not what it was. */
  @Test
  void keepsTheEmbeddingOfAChangedImageUnderItsNewContent() {
    List<Sample> samples = cohort("/data/", 10);
    String old = images.content(samples.get(3));
    images.outdated.put("/data/3", old);
    images.seeds.put("/data/3", 77);

    float[] embedding = embed(samples).get(3);

    assertThat(embed(List.of(sample("/elsewhere/3", 77))).get(0)).isEqualTo(embedding);
    assertThat(backbones.embedded).hasValue(10);
    embed(List.of(sample("/elsewhere/old", 3)));
    assertThat(backbones.embedded).as("the old content was never embedded").hasValue(11);
  }

  @Test
  void refusesATwinOfAnImageThatChanged() {
    Sample one = sample("/data/1", 5);
    Sample twin = sample("/data/twin", 5);
    images.outdated.put("/data/1", images.content(one));
    images.seeds.put("/data/1", 77);

    assertThatThrownBy(() -> embed(List.of(one, twin)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("/data/twin")
        .hasMessageContaining("run the job again");
    assertThat(embed(List.of(one, twin))).as("again").hasSize(2);
  }

  @Test
  void tellsOfAnImageThatCannotBeRead() {
    images.broken = "/data/200";

    assertThatThrownBy(() -> embed(cohort("/data/", 300)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("/data/200");
    assertThat(backbones.open).hasValue(0);
  }

  /** Two parts of 128: while the first is embedded, the second is read. */
  @Test
  void readsAheadWhileItEmbeds() throws InterruptedException {
    CountDownLatch second = new CountDownLatch(1);
    images.whenRead.put("/data/255", second::countDown);
    List<Boolean> ahead = new ArrayList<>();
    FixedEmbeddings.Progress waiting =
        (done, total) -> {
          try {
            ahead.add(second.await(10, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };

    try (EmbeddingsByContent embeddings = embeddings()) {
      embeddings.of(cohort("/data/", 256), waiting);
    }

    assertThat(ahead).isNotEmpty().containsOnly(true);
  }

  /** 125 images are read together and one batch of 64 is embedded, then 186 in three batches. */
  @Test
  void keepsWhatASlowEncoderMadeBeforeAllThatWasReadTogetherIsEmbedded() {
    assertThat(keptBeforeEachBatch(40)).containsExactly(0, 64, 64, 126, 188, 250);
  }

  @Test
  void keepsWhatAFastEncoderMadeInFewFiles() {
    assertThat(keptBeforeEachBatch(1)).containsExactly(0, 0, 64, 64, 64, 64);
  }

  @Test
  void keepsWhatWasMadeBeforeAStop() {
    try (EmbeddingsByContent embeddings = embeddings()) {
      assertThatThrownBy(
              () ->
                  embeddings.of(
                      cohort("/data/", 100),
                      (done, total) -> {
                        if (done == 50) {
                          throw new IllegalStateException("stopped");
                        }
                      }))
          .hasMessage("stopped");
    }

    assertThat(cached()).isEqualTo(50);
  }

  private List<Integer> keptBeforeEachBatch(int secondsOfABatch) {
    List<Integer> kept = new ArrayList<>();
    try (EmbeddingsByContent embeddings = embeddings()) {
      embeddings.of(
          cohort("/data/", 250),
          (done, total) -> {
            kept.add(cached());
            seconds.addAndGet(secondsOfABatch);
          });
    }
    return kept;
  }

  /** Embeddings that another process would find. */
  private int cached() {
    return EmbeddingCache.of(folder, backbones.fingerprint(), images).load().size();
  }

  private List<float[]> embed(List<Sample> samples) {
    progress.clear();
    FixedEmbeddings.Progress told =
        new FixedEmbeddings.Progress() {
          @Override
          public void read(int done, int total) {
            progress.add("read " + done + " of " + total);
          }

          @Override
          public void embedded(int done, int total) {
            progress.add("embedded " + done + " of " + total);
          }
        };
    try (EmbeddingsByContent embeddings = embeddings()) {
      return embeddings.of(samples, told);
    }
  }

  private EmbeddingsByContent embeddings() {
    return new EmbeddingsByContent(
        backbones,
        new PixelReader(images, 2),
        new ContentReader(images, 2),
        EmbeddingCache.of(folder, backbones.fingerprint(), images),
        work -> {
          turns.incrementAndGet();
          meanwhile.run();
          return turns::decrementAndGet;
        },
        sentence -> {
          throw new AssertionError(sentence);
        },
        () -> seconds.get() * 1_000_000_000L);
  }

  private static void assertSame(List<float[]> found, List<float[]> expected) {
    assertThat(found.toArray(float[][]::new)).isDeepEqualTo(expected.toArray(float[][]::new));
  }

  /** Images of different content, named by where they lie. */
  private List<Sample> cohort(String where, int count) {
    return IntStream.range(0, count).mapToObj(index -> sample(where + index, index)).toList();
  }

  private Sample sample(String key, int seed) {
    images.seeds.putIfAbsent(key, seed);
    ImageSource source =
        new ImageSource() {
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
            throw new UnsupportedOperationException();
          }
        };
    return new Sample(key, source, 0, "p", "s", "40X", OptionalDouble.empty(), null, Map.of());
  }

  /** Pixels by seed. */
  private static final class Shown implements Images {
    final Map<String, Integer> seeds = new HashMap<>();

    /** What is told of images until they are read. */
    final Map<String, String> outdated = new ConcurrentHashMap<>();

    final Map<String, Runnable> whenRead = new HashMap<>();
    String broken = "";

    @Override
    public int size() {
      return SIZE;
    }

    @Override
    public List<Double> mean() {
      return List.of(0.5, 0.5, 0.5);
    }

    @Override
    public List<Double> deviation() {
      return List.of(0.25, 0.25, 0.25);
    }

    @Override
    public void read(Sample sample, byte[] target, int offset) {
      String key = sample.image().key();
      outdated.remove(key);
      if (key.equals(broken)) {
        throw new DatasetException("Image " + key + " is not an image.");
      }
      whenRead.getOrDefault(key, () -> {}).run();
      Random random = new Random(seeds.getOrDefault(key, -1));
      int colour = random.nextInt(200);
      for (int index = 0; index < 3 * SIZE * SIZE; index++) {
        target[offset + index] = (byte) (colour + random.nextInt(50));
      }
    }

    @Override
    public String content(Sample sample) {
      String told = outdated.get(sample.image().key());
      if (told != null) {
        return told;
      }
      byte[] pixels = new byte[3 * SIZE * SIZE + 2];
      read(sample, pixels, 1);
      return Sha256.of(Arrays.copyOfRange(pixels, 1, pixels.length - 1));
    }
  }
}
