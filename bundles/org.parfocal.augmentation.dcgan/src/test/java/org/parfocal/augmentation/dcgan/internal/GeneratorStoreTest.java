package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.DatasetException;
import org.parfocal.testkit.RecordingJob;

class GeneratorStoreTest {
  private static final GanHyperparameters HYPERPARAMETERS =
      new GanHyperparameters(Discs.SIZE, 10, 2, 1, 4, 1e-3);
  private static final GeneratorStreams STREAMS = new GeneratorStreams(1, "discs");

  @TempDir Path folder;
  private RecordingJob job = new RecordingJob(Path.of(""), 0);
  private int trainings;

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  @BeforeEach
  void makeJob() {
    job = new RecordingJob(folder.resolve("job"), 1).withCache(folder.resolve("cache"));
  }

  @Test
  void aGeneratorIsTrainedOnce() {
    TrainedGenerator trained = store().generator("key", training());
    TrainedGenerator kept = store().generator("key", training());

    assertThat(trainings).isEqualTo(1);
    assertThat(kept.curve()).isEqualTo(trained.curve());
    assertThat(kept.state()).usingRecursiveComparison().isEqualTo(trained.state());
    store().generator("other", training());
    assertThat(trainings).isEqualTo(2);
  }

  @Test
  void ofTwoWhoWantAGeneratorAtTheSameTimeOneTrainsIt() throws Exception {
    CountDownLatch both = new CountDownLatch(2);
    Callable<TrainedGenerator> wanting =
        () -> {
          both.countDown();
          both.await();
          return store().generator("key", training());
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<TrainedGenerator>> trained = threads.invokeAll(List.of(wanting, wanting));
      assertThat(trained.get(0).get().state())
          .usingRecursiveComparison()
          .isEqualTo(trained.get(1).get().state());
    } finally {
      threads.shutdown();
    }
    assertThat(trainings).isEqualTo(1);
  }

  @Test
  void aDamagedGeneratorIsTrainedAnew() throws IOException {
    store().generator("key", training());
    Path file = folder.resolve("cache/dcgan/key.generator");
    byte[] whole = Files.readAllBytes(file);
    List<byte[]> damaged = List.of(flipped(whole, 500), Arrays.copyOf(whole, 500), new byte[0]);
    for (byte[] content : damaged) {
      Files.write(file, content);
      trainings = 0;

      store().generator("key", training());

      assertThat(trainings).isEqualTo(1);
      assertThat(file).hasBinaryContent(whole);
    }
  }

  @Test
  void twoWhoMakeTheSameImagesAtTheSameTimeDoNotDisturbEachOther() throws Exception {
    TrainedGenerator generator = store().generator("key", training());
    Callable<List<GeneratedImage>> making = () -> store().images("key", 64, generator, STREAMS);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      List<Future<List<GeneratedImage>>> made = threads.invokeAll(List.of(making, making));

      assertThat(made.get(0).get()).isEqualTo(made.get(1).get());
      assertThat(made.get(0).get().get(63).read().rgb()).hasSize(3 * Discs.SIZE * Discs.SIZE);
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void damagedImagesAreMadeAnewAndNothingIsLeftBehind() throws IOException {
    TrainedGenerator generator = store().generator("key", training());
    List<GeneratedImage> images = store().images("key", 5, generator, STREAMS);
    Path file = folder.resolve("cache/dcgan/key-5.images");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, flipped(whole, 500));

    assertThat(store().images("key", 5, generator, STREAMS)).isEqualTo(images);
    assertThat(file).hasBinaryContent(whole);
    try (Stream<Path> files = Files.list(file.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("key.generator", "key-5.images");
    }
  }

  @Test
  void anImageReadsAsItWasMadeAndItsKeyIsItsContent() {
    TrainedGenerator generator = store().generator("key", training());
    List<GeneratedImage> images = store().images("key", 5, generator, STREAMS);
    List<GeneratedImage> more = store().images("key", 20, generator, STREAMS);

    assertThat(images.get(3).read().rgb()).isEqualTo(more.get(3).read().rgb());
    assertThat(images.get(3).key()).isEqualTo(more.get(3).key());
    assertThat(images).extracting(GeneratedImage::key).doesNotHaveDuplicates();
    assertThat(images.get(3).read().width()).isEqualTo(Discs.SIZE);
  }

  @Test
  void anImageThatChangedOrIsGoneIsNamed() throws IOException {
    TrainedGenerator generator = store().generator("key", training());
    GeneratedImage image = store().images("key", 5, generator, STREAMS).get(1);
    Path file = image.pack();
    Files.write(file, flipped(Files.readAllBytes(file), 3 * Discs.SIZE * Discs.SIZE + 5));

    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(image::read)
        .withMessage(
            "The generated image 1 of %s has changed since it was made; run the job again.", file);
    Files.write(file, new byte[10]);
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(image::read)
        .withMessageContaining("it ends too early");
    Files.delete(file);
    assertThatExceptionOfType(DatasetException.class)
        .isThrownBy(image::read)
        .withMessageContaining("cannot be read");
  }

  @Test
  void aGeneratorThatCannotBeKeptCostsTimeOnly() throws IOException {
    Files.createDirectories(folder.resolve("cache"));
    Files.writeString(folder.resolve("cache/dcgan"), "a file where the folder should be");

    assertThat(store().generator("key", training()).curve()).hasSize(1);
    assertThat(job.warnings()).singleElement().asString().contains("could not be kept");
  }

  private GeneratorStore store() {
    return new GeneratorStore(HYPERPARAMETERS, job);
  }

  private Supplier<TrainedGenerator> training() {
    return () -> {
      trainings++;
      return new GeneratorTraining(HYPERPARAMETERS, job)
          .train(
              "discs",
              Discs.ofBothModes(8, 1),
              STREAMS,
              new GeneratorCheckpoint(folder.resolve("none"), 0));
    };
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] changed = bytes.clone();
    changed[at] ^= 1;
    return changed;
  }
}
