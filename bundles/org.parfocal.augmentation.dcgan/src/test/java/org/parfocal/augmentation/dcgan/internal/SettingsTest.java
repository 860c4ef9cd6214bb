package org.parfocal.augmentation.dcgan.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.parfocal.api.Balance;
import org.parfocal.api.ConfigurationException;
import org.parfocal.learning.testing.OptionValues;

class SettingsTest {
  @Test
  void defaultsAreThoseOfThePaperWhereItHasThem() {
    Settings settings = settings(Map.of());

    assertThat(settings.recipe()).isEqualTo(new Recipe(64, 100, 64, 100, 64, 2e-4));
    assertThat(settings.grouping()).isEqualTo(Grouping.CLASS);
    assertThat(settings.balance()).isEqualTo(Balance.NONE);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 7, 4", "0.5, 100, 50", "0, 100, 0", "1, 13, 13", "0.1, 4, 0", "10, 64, 640"})
  void addsTheNearestWholeNumberOfImages(double ratio, int real, int madeUp) {
    assertThat(settings(Map.of("ratio", ratio)).madeUp(real)).isEqualTo(madeUp);
  }

  @Test
  void tellsWhatEachOptionMustBe() {
    refuses("image_size", 48, "augmentation.image-size must be 16, 32 or 64, it is 48.");
    refuses("latent_size", 0, "augmentation.latent-size must be from 1 to 1000, it is 0.");
    refuses("width", 129, "augmentation.width must be from 1 to 128, it is 129.");
    refuses("epochs", 0, "augmentation.epochs must be from 1 to 10000, it is 0.");
    refuses("batch", 2, "augmentation.batch must be from 4 to 256, it is 2.");
    refuses("minimum_images", 3, "augmentation.minimum-images must be from 4 to 1000000, it is 3.");
    refuses(
        "learning_rate", 0.0, "augmentation.learning-rate must be a number above 0, it is 0.0.");
    refuses("ratio", -0.1, "augmentation.ratio must be from 0 to 10, it is -0.1.");
    refuses("ratio", Double.NaN, "augmentation.ratio must be from 0 to 10, it is NaN.");
    refuses(
        "groups",
        "patient",
        "augmentation.groups is \"patient\"; it can be class or class-and-magnification.");
  }

  private static void refuses(String option, Object value, String sentence) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> settings(Map.of(option, value)))
        .withMessage(sentence);
  }

  private static Settings settings(Map<String, Object> options) {
    return Settings.of(OptionValues.of(DcganAugmentation.Options.class, options));
  }
}
