package org.parfocal.imaging.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.parfocal.imaging.Field;

class ReadingPlanTest {
  @Test
  void decodesNoMoreThanTheMemoryHoldsAndTakesTheNearestAlong() {
    Page page = new Page(0, 1, 4_000, 1_000_000, false);
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      fields.add(new Field(0, i * 4_500.0, 2_000));
    }

    ReadingPlan plan = ReadingPlan.of(Path.of("a.png"), List.of(page), 224, fields, 100, true);

    assertThat(plan.parts().get(0).index()).isEqualTo(100);
    assertThat(plan.parts().size()).isBetween(1, 20);
    assertThat(plan.parts()).allMatch(part -> plan.window().contains(part.area()));
    assertThat((long) plan.window().width * plan.window().height)
        .isLessThanOrEqualTo(ReadingPlan.MOST_PIXELS);
    assertThat(plan.parts())
        .allSatisfy(
            part -> assertThat(Math.abs(part.index() - 100)).isLessThan(plan.parts().size()));
  }

  @Test
  void decodesTheWantedPatchAloneWhereAsked() {
    Page page = new Page(0, 1, 500, 500, false);
    List<Field> fields = List.of(new Field(0, 0, 100.5), new Field(10, 10, 50));

    ReadingPlan plan = ReadingPlan.of(Path.of("a.png"), List.of(page), 10, fields, 0, false);

    assertThat(plan.parts()).hasSize(1);
    assertThat(plan.window()).isEqualTo(new Rectangle(0, 0, 101, 101));
  }
}
