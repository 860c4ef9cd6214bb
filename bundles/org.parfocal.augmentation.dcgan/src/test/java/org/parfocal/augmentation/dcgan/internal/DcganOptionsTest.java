package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.Balance;
import org.parfocal.testkit.OptionValues;
import org.parfocal.testkit.PlainImages;

class DcganOptionsTest {
  @Test
  void defaultsAreThoseOfThePaperWhereItHasThem() {
    DcganAugmentation.Options options = options(Map.of());

    assertThat(GanHyperparameters.of(options))
        .isEqualTo(new GanHyperparameters(64, 100, 64, 100, 64, 2e-4));
    assertThat(options.groups()).isEqualTo(Grouping.CLASS);
    assertThat(Balance.of(options.balance())).isEqualTo(Balance.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 7, 4", "0.5, 100, 50", "0, 100, 0", "1, 13, 13", "0.1, 4, 0", "10, 64, 640"})
  void addsTheNearestWholeNumberOfImages(double ratio, int real, int generated) {
    DcganAugmentation augmentation =
        new DcganAugmentation(options(Map.of("ratio", ratio)), new PlainImages(), TestEngine.BUILD);

    assertThat(augmentation.generated(real)).isEqualTo(generated);
  }

  private static DcganAugmentation.Options options(Map<String, Object> values) {
    return OptionValues.of(DcganAugmentation.Options.class, values);
  }
}
