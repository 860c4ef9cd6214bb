package ${package};

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.parfocal.api.ModelStrategy;
import org.parfocal.api.TrainedModel;
import org.parfocal.api.Validation;
import org.parfocal.testkit.Cohort;
import org.parfocal.testkit.ModelContract;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.RecordingJob;

class PriorTest extends ModelContract {
  @Override
  protected ModelStrategy model() {
    return new Prior(OptionValues.of(Prior.Options.class, Map.of("pseudo_count", 0.0)));
  }

  /** Of six patients three are malignant, and each has as many images. */
  @Test
  void predictsTheShareOfEachClass(@TempDir Path folder) {
    RecordingJob job = new RecordingJob(folder, 13);
    try (TrainedModel model =
        model().fit(Cohort.training(6, 1, "100X"), Validation.of(List.of()), job)) {
      assertThat(model.predict(test()).get(0).probabilities()[1]).isEqualTo(0.5, within(1e-9));
    }
    assertThat(job.warnings()).isEmpty();
  }
}
