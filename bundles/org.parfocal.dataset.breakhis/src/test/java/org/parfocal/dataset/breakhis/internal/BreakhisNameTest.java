package org.parfocal.dataset.breakhis.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakhisNameTest {
  @Test
  void readsEveryPartOfAName() {
    BreakhisName name = BreakhisName.parse("SOB_M_DC-14-2523-40-010.png").orElseThrow();

    assertThat(name.subtype()).isEqualTo(Subtype.DC);
    assertThat(name.slide()).hasToString("14-2523");
    assertThat(name.nominalMagnification()).isEqualTo("40X");
    assertThat(name.sequence()).isEqualTo("010");
    assertThat(name.path())
        .isEqualTo(
            "BreaKHis_v1/histology_slides/breast/malignant/SOB/ductal_carcinoma/SOB_M_DC_14-2523/40X/SOB_M_DC-14-2523-40-010.png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SOB_B_A-14-22549AB-100-001.png",
        "SOB_B_TA-14-3411F-400-017.png",
        "SOB_M_PC-15-190EF-400-014.png"
      })
  void readsSlidesWithLetters(String fileName) {
    assertThat(BreakhisName.parse(fileName).orElseThrow().fileName()).isEqualTo(fileName);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SOB_B_DC-14-2523-40-010.png",
        "SOB_M_A-14-2523-40-010.png",
        "SOB_M_XX-14-2523-40-010.png",
        "SOB_M_DC-14-2523-60-010.png",
        "SOB_M_DC-14-2523-40-10.png",
        "SOB_M_DC-14-2523-40-0010.png",
        "SOB_M_DC-2014-2523-40-010.png",
        "SOB_M_DC-14-2523ab-40-010.png",
        "SOB_M_DC-14--40-010.png",
        "SOB_M_DC-14-2523-40-010.jpg",
        "SOB_M_DC-14-2523-40-010.png.png",
        "SOB_M_DC_14-2523-40-010.png",
        " SOB_M_DC-14-2523-40-010.png",
        "sob_m_dc-14-2523-40-010.png"
      })
  void refusesWhatBreaksThePattern(String fileName) {
    assertThat(BreakhisName.parse(fileName)).isEmpty();
  }
}
