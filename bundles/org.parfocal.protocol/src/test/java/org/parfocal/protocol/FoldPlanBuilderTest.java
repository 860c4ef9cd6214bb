package org.parfocal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.parfocal.api.Sample;
import org.parfocal.api.SampleField;
import org.parfocal.testkit.TestSamples;

class FoldPlanBuilderTest {
  private static final List<Sample> TRAINING = images("a", 0, 1);

  private static List<Sample> images(String part, int... labels) {
    return IntStream.of(labels)
        .mapToObj(label -> TestSamples.sample(part + label, part + label, label, "40X"))
        .toList();
  }

  @Test
  void saysOnceWhatSeveralFoldsLack() {
    FoldPlanBuilder builder =
        new FoldPlanBuilder(TestSamples.dataset(TRAINING), SampleField.MAGNIFICATION, true);
    for (String name : List.of("1", "2", "3", "4", "5")) {
      builder.add(name, "40X", TRAINING, images("b", 0, 1), images("c", 0), List.of());
    }
    builder.add("6", "40X", TRAINING, List.of(), images("c", 0, 1), List.of());
    builder.add("7", "40X", TRAINING, images("b", 1), images("c", 1), List.of());
    builder.note("Another thing.");

    assertThat(builder.plan().notes())
        .containsExactly(
            "Another thing.",
            "Folds 1, 2, 3 and 2 more have no malignant image in the test part, so scores that need"
                + " every class are undefined.",
            "Fold 6 has no validation part, so nothing is selected there.",
            "Fold 7 has no benign image in the validation part, so what is selected there is weak.",
            "Fold 7 has no benign image in the test part, so scores that need every class are"
                + " undefined.");
  }
}
