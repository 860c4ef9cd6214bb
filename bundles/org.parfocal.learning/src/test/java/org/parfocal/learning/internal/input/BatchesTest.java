package org.parfocal.learning.internal.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchesTest {
  @ParameterizedTest
  @CsvSource({"6, 64", "96, 64", "158, 64", "224, 32", "448, 8", "1024, 1", "30000, 1"})
  void inferenceTakesFewerImagesTheLargerTheyAre(int size, int images) {
    assertThat(Batches.inference(size)).isEqualTo(images);
  }

  @ParameterizedTest
  @CsvSource({"1, 8, 1", "8, 8, 1", "9, 8, 2", "37, 8, 5"})
  void partsDifferByOneAtMost(int rows, int most, int parts) {
    List<Integer> all = IntStream.range(0, rows).boxed().toList();

    List<List<Integer>> cut = Batches.ofAtMost(most, all);

    assertThat(cut).hasSize(parts);
    assertThat(cut.stream().flatMap(List::stream).toList()).isEqualTo(all);
    assertThat(cut)
        .allMatch(part -> part.size() == rows / parts || part.size() == rows / parts + 1);
    assertThat(cut).allMatch(part -> part.size() <= most);
  }
}
