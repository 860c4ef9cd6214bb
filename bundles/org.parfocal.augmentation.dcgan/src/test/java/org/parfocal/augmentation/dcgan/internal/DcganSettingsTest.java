package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.Balance;
import org.parfocal.testkit.OptionValues;

class DcganSettingsTest {
  @Test
  void defaultsAreThoseOfThePaperWhereItHasThem() {
    DcganSettings settings = settings(Map.of());

    assertThat(settings.hyperparameters())
        .isEqualTo(new GanHyperparameters(64, 100, 64, 100, 64, 2e-4));
    assertThat(settings.grouping()).isEqualTo(Grouping.CLASS);
    assertThat(settings.balance()).isEqualTo(Balance.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 7, 4", "0.5, 100, 50", "0, 100, 0", "1, 13, 13", "0.1, 4, 0", "10, 64, 640"})
  void addsTheNearestWholeNumberOfImages(double ratio, int real, int generated) {
    assertThat(settings(Map.of("ratio", ratio)).generated(real)).isEqualTo(generated);
  }

  private static DcganSettings settings(Map<String, Object> options) {
    return DcganSettings.of(OptionValues.of(DcganAugmentation.Options.class, options));
  }
}
