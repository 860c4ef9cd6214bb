package org.parfocal.platform.internal.resolving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.parfocal.api.ConfigurationException;
import org.parfocal.platform.OptionDescription;
import org.parfocal.platform.OptionDescription.Type;
import org.parfocal.platform.OptionLimits;
import org.parfocal.platform.internal.reading.Problems;
import org.parfocal.platform.internal.reading.Setting;
import org.parfocal.platform.internal.reading.YamlFile;

class OptionValueTest {
  private static final OptionDescription SELECT =
      FakeCatalogue.option(
          "select", Type.TEXT, false, List.of("last"), List.of("last", "validation-auc"));
  private static final OptionDescription RATES =
      FakeCatalogue.option(
          "rates",
          Type.DOUBLE,
          true,
          List.of("0.5"),
          List.of(),
          new OptionLimits("", "", 0, 1, 1, 2));

  private final Problems problems = new Problems();

  private Optional<OptionValue> read(OptionDescription option, String text) {
    Setting file = new Setting("", YamlFile.parse(option.key() + ": " + text, "f.yaml", problems));
    return OptionValue.of(option, file.child(option.key()).orElseThrow(), problems);
  }

  private List<String> told() {
    List<String> told = new ArrayList<>();
    assertThatThrownBy(problems::throwIfAny)
        .isInstanceOfSatisfying(ConfigurationException.class, e -> told.addAll(e.problems()));
    return told;
  }

  @Test
  void aChoiceIsStoredAsItIsWrittenAndHandedOverAsTheConstant() {
    OptionValue value = read(SELECT, "validation-auc").orElseThrow();

    assertThat(value.value()).isEqualTo("validation-auc");
    assertThat(value.property()).isEqualTo("VALIDATION_AUC");
    assertThat(OptionValue.ofDefault(SELECT).orElseThrow())
        .isEqualTo(new OptionValue("last", "LAST"));
  }

  @Test
  void aConstantsNameInJavaIsNoChoice() {
    assertThat(read(SELECT, "VALIDATION_AUC")).isEmpty();
    assertThat(told())
        .containsExactly(
            "f.yaml:1:1: select is VALIDATION_AUC; allowed: one of last, validation-auc. Did you"
                + " mean validation-auc?");
  }

  @Test
  void limitsHoldForEachValueOfAList() {
    assertThat(read(RATES, "[0.1, 0.9]").orElseThrow().property())
        .isEqualTo(new Double[] {0.1, 0.9});
    assertThat(read(RATES, "[0.5, 1]")).isEmpty();
    assertThat(read(RATES, "0")).isEmpty();
    assertThat(read(RATES, "[]")).isEmpty();
    assertThat(read(RATES, "[0.1, 0.2, 0.3]")).isEmpty();
    String allowed = "; allowed: list of 1 to 2: number above 0 and below 1.";
    assertThat(told())
        .containsExactly(
            "f.yaml:1:1: rates is 1" + allowed,
            "f.yaml:1:1: rates is 0" + allowed,
            "f.yaml:1:1: rates has 0 values" + allowed,
            "f.yaml:1:1: rates has 3 values" + allowed);
  }

  @Test
  void aNumberOfAHundredThousandDigitsIsNoNumber() {
    OptionDescription epochs =
        FakeCatalogue.option("epochs", Type.INTEGER, false, List.of("1"), List.of());
    for (String digit : List.of("9", "1_")) {
      assertThat(read(epochs, digit.repeat(100_000) + "1")).isEmpty();
      assertThat(read(RATES, "0." + digit.repeat(100_000) + "1")).isEmpty();
    }
    assertThat(told()).hasSize(4).allMatch(sentence -> sentence.length() < 200);
    assertThat(read(RATES, "0." + "0".repeat(100) + "1").orElseThrow().property())
        .isEqualTo(new Double[] {1e-101});
  }
}
