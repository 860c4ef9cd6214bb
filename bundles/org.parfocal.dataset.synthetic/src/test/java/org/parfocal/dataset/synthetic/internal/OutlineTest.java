package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OutlineTest {
  @Test
  void theDistanceFromACircleIsExact() {
    Outline circle = new Outline(3, -2, 10, 10, 0.7, 0, 0, new RandomStream(1));

    assertThat(circle.distance(3 + 14, -2)).isCloseTo(4, within(1e-9));
    assertThat(circle.distance(3, -2 + 6)).isCloseTo(-4, within(1e-9));
    assertThat(circle.distance(3, -2)).isCloseTo(-10, within(1e-9));
  }

  @Test
  void pointsOfARaggedBentOutlineLieOnIt() {
    Outline outline = new Outline(40, 12, 60, 22, 1.1, 9, 0.2, new RandomStream(4));

    for (double[] point : outline.polygon()) {
      assertThat(outline.distance(point[0], point[1])).isCloseTo(0, within(1e-9));
      double dx = point[0] - 40;
      double dy = point[1] - 12;
      assertThat(Math.sqrt(dx * dx + dy * dy)).isLessThanOrEqualTo(outline.reach);
    }
  }

  @Test
  void thePerimeterOfACircleIsWalkedEvenly() {
    Perimeter perimeter = new Perimeter(new Outline(0, 0, 10, 10, 0, 0, 0, new RandomStream(1)));

    assertThat(perimeter.length()).isCloseTo(2 * Math.PI * 10, within(0.03));
    assertThat(perimeter.angle(0.25)).isCloseTo(Math.PI / 2, within(1e-6));
    assertThat(perimeter.angle(-0.25)).isCloseTo(1.5 * Math.PI, within(1e-6));
  }
}
