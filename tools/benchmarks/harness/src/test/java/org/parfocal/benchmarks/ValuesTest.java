package org.parfocal.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValuesTest {
  @TempDir Path folder;

  @Test
  void aFileGivesBackNamesOrderShapesAndNumbers() throws IOException {
    Map<String, Values> tensors = new LinkedHashMap<>();
    tensors.put("z.weight", new Values(new long[] {2, 1, 2}, new float[] {1, -2, 3.5f, 1e-30f}));
    tensors.put("a.bias", new Values(new long[] {1}, new float[] {Float.NaN}));

    Values.write(folder.resolve("tensors"), tensors);
    Map<String, Values> read = Values.read(folder.resolve("tensors"));

    assertThat(read.keySet()).containsExactly("z.weight", "a.bias");
    assertThat(Values.named("z.weight", new long[] {2, 1, 2}, read).numbers())
        .containsExactly(1, -2, 3.5f, 1e-30f);
    assertThat(Values.named("a.bias", new long[] {1}, read).numbers()).containsExactly(Float.NaN);
  }

  @Test
  void numbersThatDoNotFillTheShapeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Values(new long[] {2, 3}, new float[5]))
        .withMessage("The shape [2, 3] does not have 5 elements");
  }
}
