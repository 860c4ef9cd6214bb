package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.parfocal.testkit.RecordingJob;

/** A generator's training that is stopped goes on as if it had not been. */
class GeneratorCheckpointTest {
  private static final int EPOCHS = 4;
  private static final int STEPS = 2;
  private static final double EVERY_EPOCH = 1e-12;
  private static final GanHyperparameters HYPERPARAMETERS =
      new GanHyperparameters(Discs.SIZE, 10, 4, EPOCHS, 8, 1e-3);
  private static final List<byte[]> REAL = Discs.ofBothModes(20, 1);

  @TempDir Path folder;

  @BeforeAll
  static void startEngine() {
    TestEngine.start();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 6, 7})
  void goesOnToTheLastBitWhereverItWasStopped(int steps) {
    TrainedGenerator unbroken = train(Integer.MAX_VALUE, 0);

    stopAt(steps);
    int done = steps / STEPS;
    assertThat(Files.exists(file())).isEqualTo(done > 0);
    RecordingJob job = job(Integer.MAX_VALUE);
    TrainedGenerator resumed = train(job, EVERY_EPOCH);

    assertThat(resumed.curve()).isEqualTo(unbroken.curve());
    assertThat(resumed.state()).usingRecursiveComparison().isEqualTo(unbroken.state());
    assertThat(job.progress().get(0)).contains("epoch %d of".formatted(done + 1));
  }

  @Test
  void goesOnAfterASecondStop() {
    TrainedGenerator unbroken = train(Integer.MAX_VALUE, 0);

    stopAt(3); // in the second epoch
    stopAt(STEPS + 3); // those of the first epoch are drawn again
    stopAt(2 * STEPS + 3);

    assertThat(train(Integer.MAX_VALUE, EVERY_EPOCH).state())
        .usingRecursiveComparison()
        .isEqualTo(unbroken.state());
  }

  @Test
  void keepsNothingUnlessAskedTo() {
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> train(5, 0));
    assertThat(file()).doesNotExist();
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> train(5, 60));
    assertThat(file()).doesNotExist();
  }

  @Test
  void beginsAnewFromADamagedCheckpoint() throws IOException {
    TrainedGenerator unbroken = train(Integer.MAX_VALUE, 0);
    stopAt(5);
    byte[] whole = Files.readAllBytes(file());
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;

    for (byte[] damaged : List.of(flipped, Arrays.copyOf(whole, 500), new byte[0])) {
      Files.write(file(), damaged);
      RecordingJob job = job(Integer.MAX_VALUE);
      assertThat(train(job, 0).state()).usingRecursiveComparison().isEqualTo(unbroken.state());
      assertThat(job.progress().get(0)).contains("epoch 1 of");
    }
  }

  private void stopAt(int steps) {
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> train(steps, EVERY_EPOCH));
  }

  private TrainedGenerator train(int steps, double minutes) {
    return train(job(steps), minutes);
  }

  private TrainedGenerator train(RecordingJob job, double minutes) {
    GeneratorCheckpoint checkpoint = new GeneratorCheckpoint(file(), minutes);
    return new GeneratorTraining(HYPERPARAMETERS, job)
        .train("discs", REAL, new GeneratorStreams(1, "discs"), checkpoint);
  }

  private RecordingJob job(int steps) {
    RecordingJob job = new RecordingJob(folder.resolve("job"), 1);
    job.cancelAfter(steps);
    return job;
  }

  private Path file() {
    return folder.resolve("job/checkpoint/key.generator");
  }
}
