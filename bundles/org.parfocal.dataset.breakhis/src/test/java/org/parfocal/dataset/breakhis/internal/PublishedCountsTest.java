package org.parfocal.dataset.breakhis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PublishedCountsTest {
  @Test
  void addsUpToThePublishedTotals() {
    // Totals of Spanhol et al. (2016), tables 1 and 2; the cells were entered one by one.
    assertThat(PublishedCounts.BREAKHIS.totalImages()).isEqualTo(7909);
    assertThat(PublishedCounts.BREAKHIS.totalSlides()).isEqualTo(24 + 58);
    assertThat(perMagnification(false)).containsExactly(625, 644, 623, 588);
    assertThat(perMagnification(true)).containsExactly(1370, 1437, 1390, 1232);
  }

  @Test
  void tellsFewDifferencesOneByOneAndManyInTotal() {
    Map<Subtype, List<Integer>> images = new HashMap<>(PublishedCounts.BREAKHIS.images());
    Map<Subtype, Integer> slides = new HashMap<>(PublishedCounts.BREAKHIS.slides());
    images.put(Subtype.PT, List.of(109, 121, 108, 116));
    assertThat(PublishedCounts.BREAKHIS.difference(new PublishedCounts(images, slides)))
        .contains(
            "7,910 of 7,909 images (116 of 115 phyllodes_tumor at 400X): scores are not comparable"
                + " with published ones.");

    images.put(Subtype.PC, List.of(0, 0, 0, 0));
    slides.put(Subtype.PC, 0);
    assertThat(PublishedCounts.BREAKHIS.difference(new PublishedCounts(images, slides)))
        .contains(
            "7,350 of 7,909 images in 76 of 82 slide folders: a partial copy; scores are not"
                + " comparable with published ones.");
  }

  @Test
  void noticesThatImagesStandUnderOtherSlides() {
    Map<Subtype, Integer> slides = new HashMap<>(PublishedCounts.BREAKHIS.slides());
    slides.put(Subtype.DC, 37);

    assertThat(
            PublishedCounts.BREAKHIS.difference(
                new PublishedCounts(PublishedCounts.BREAKHIS.images(), slides)))
        .contains(
            "7,909 of 7,909 images in 81 of 82 slide folders: not the published data set; scores"
                + " are not comparable with published ones.");
  }

  private static List<Integer> perMagnification(boolean malignant) {
    return List.of(0, 1, 2, 3).stream()
        .map(
            i ->
                PublishedCounts.BREAKHIS.images().entrySet().stream()
                    .filter(entry -> entry.getKey().malignant() == malignant)
                    .mapToInt(entry -> entry.getValue().get(i))
                    .sum())
        .toList();
  }
}
