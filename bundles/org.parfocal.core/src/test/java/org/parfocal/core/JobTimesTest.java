package org.parfocal.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.parfocal.api.Stretch;
import org.parfocal.core.JobTimes.StretchTime;

class JobTimesTest {
  private static final Stretch TRAINING = new Stretch("training", 100);
  private static final Stretch VALIDATION = new Stretch("validation", 10);

  private long now = 5;
  private final JobTimes times = new JobTimes(now);

  private void after(double seconds, Stretch stretch, long done) {
    now += Math.round(seconds * 1e9);
    times.mark(stretch, done, now);
  }

  @Test
  void theFirstStepsDoNotSetThePace() {
    after(7, TRAINING, 0);
    after(3, TRAINING, 1);
    for (int step = 2; step <= 10; step++) {
      after(0.5, TRAINING, step);
    }

    StretchTime time = times.of(TRAINING);
    assertThat(time.spent()).isCloseTo(7.5, within(1e-6));
    assertThat(time.whole()).isCloseTo(100 * 0.5, within(1e-6));
    assertThat(times.left()).hasValueCloseTo(90 * 0.5, within(1e-6));
  }

  @Test
  void timeBetweenEpochsBelongsToTheNextOne() {
    after(0, TRAINING, 0);
    for (int epoch = 0; epoch < 4; epoch++) {
      after(0.2, TRAINING, 10L * epoch);
      after(0.8, TRAINING, 10L * epoch + 10);
      after(0, VALIDATION, epoch);
      after(2, VALIDATION, epoch + 1);
    }

    // Ten epochs of 1 s, and as many validations of 2 s.
    assertThat(times.of(TRAINING).whole()).isCloseTo(10, within(0.1));
    assertThat(times.of(VALIDATION).whole()).isCloseTo(20, within(1e-6));
    assertThat(times.rest(now + 3_000_000_000L)).isCloseTo(3 + 0.2, within(0.21));
  }

  @Test
  void whatIsBesideStretchesIsTheRest() {
    after(4, TRAINING, 0);
    after(1, TRAINING, 100);

    assertThat(times.rest(now + 2_000_000_000L)).isCloseTo(6, within(1e-6));
    assertThat(times.left()).hasValueCloseTo(0.0, within(1e-9));
  }

  @Test
  void aTrainingThatGoesOnHasFewerStepsBeforeIt() {
    after(1, TRAINING, 60);
    after(10, TRAINING, 70);

    assertThat(times.of(TRAINING).whole()).isCloseTo(40, within(1e-6));
    assertThat(times.left()).hasValueCloseTo(30.0, within(1e-6));
  }

  @Test
  void nobodyKnowsHowLongAJobIsBeforeItsOwnWork() {
    Stretch generator = new Stretch("generator", 10, Stretch.Use.FOLD_AND_SEED);
    after(0, generator, 0);
    after(1, generator, 5);

    assertThat(times.left()).isEmpty();
  }
}
