package org.parfocal.dataset.synthetic.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.parfocal.api.RgbImage;
import org.parfocal.api.Sample;

class SyntheticImageTest {
  private final List<Sample> samples = new TestOptions().reader().read().samples();

  @Test
  void drawsTheSameBytesEveryTimeAndOnEveryThread() {
    List<Sample> some = everyNth(61);

    List<Long> once = some.stream().map(SyntheticImageTest::checksum).toList();
    List<Long> again =
        some.parallelStream().map(SyntheticImageTest::checksum).collect(Collectors.toList());

    assertThat(again).isEqualTo(once);
  }

  /** If this fails on purpose, raise {@link SyntheticImage#VERSION} and put the new sums here. */
  @Test
  void drawsTheSameBytesOnEveryPlatform() {
    List<Sample> eachSubtype =
        IntStream.of(0, 1, 2, 3, 4, 7, 11, 12)
            .mapToObj(patient -> samples.get(8 * patient + patient % 4))
            .toList();
    assertThat(eachSubtype.stream().map(s -> s.attributes().get("subtype")).distinct()).hasSize(8);
    assertThat(eachSubtype.stream().map(SyntheticImageTest::checksum))
        .containsExactly(
            1354416424L,
            4013041359L,
            1780109835L,
            2226658986L,
            1177314914L,
            1033533909L,
            3194010593L,
            3843499418L);
  }

  @Test
  void pyramidsAreConcentric() {
    for (int place = 0; place < 12; place++) {
      Sample low = samples.get(place * 36 + 2);
      Sample high = samples.get(place * 36 + 3);
      assertThat(low.place()).isEqualTo(high.place());
      assertThat(low.magnification()).isEqualTo("200X");
      double[] centre = grey(low.image().read(), 24, 48, 1);
      double[] reduced = grey(high.image().read(), 0, 48, 2);
      assertThat(correlation(centre, reduced)).as(low.id()).isGreaterThan(0.9);
    }
  }

  @Test
  void looksLikeStainedTissue() {
    for (Sample sample : everyNth(37)) {
      RgbImage image = sample.image().read();
      double[] mean = new double[3];
      for (int i = 0; i < image.rgb().length; i++) {
        mean[i % 3] += (image.rgb()[i] & 255) / (double) (image.rgb().length / 3);
      }
      assertThat(mean[1]).as("green is absorbed most, %s", sample.id()).isLessThan(mean[0]);
      assertThat(mean[1]).as("green is absorbed most, %s", sample.id()).isLessThan(mean[2]);
    }
  }

  private List<Sample> everyNth(int step) {
    return IntStream.iterate(0, i -> i < samples.size(), i -> i + step)
        .mapToObj(samples::get)
        .toList();
  }

  private static long checksum(Sample sample) {
    CRC32 crc = new CRC32();
    crc.update(sample.image().read().rgb());
    return crc.getValue();
  }

  /** Green values of a square at an offset, averaged over blocks. */
  private static double[] grey(RgbImage image, int offset, int size, int block) {
    double[] values = new double[size * size];
    for (int row = 0; row < size * block; row++) {
      for (int column = 0; column < size * block; column++) {
        int at = ((row + offset) * image.width() + column + offset) * 3 + 1;
        values[row / block * size + column / block] += image.rgb()[at] & 255;
      }
    }
    return values;
  }

  private static double correlation(double[] a, double[] b) {
    double n = a.length;
    double sa = 0;
    double sb = 0;
    double saa = 0;
    double sbb = 0;
    double sab = 0;
    for (int i = 0; i < a.length; i++) {
      sa += a[i];
      sb += b[i];
      saa += a[i] * a[i];
      sbb += b[i] * b[i];
      sab += a[i] * b[i];
    }
    return (n * sab - sa * sb) / Math.sqrt((n * saa - sa * sa) * (n * sbb - sb * sb));
  }
}
