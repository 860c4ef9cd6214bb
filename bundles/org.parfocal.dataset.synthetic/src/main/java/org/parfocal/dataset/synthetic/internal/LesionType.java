package org.parfocal.dataset.synthetic.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The architectures that are drawn, after the eight lesions of BreaKHis and under their codes. */
enum LesionType {
  /** Lobules of many small round glands in collagen. */
  ADENOSIS("A", "adenosis", false),
  /** Slit-like ducts in much loose stroma. */
  FIBROADENOMA("F", "fibroadenoma", false),
  /** Wide clefts in a stroma full of spindle cells. */
  PHYLLODES_TUMOR("PT", "phyllodes_tumor", false),
  /** Uniform tubules, packed. */
  TUBULAR_ADENOMA("TA", "tubular_adenoma", false),
  /** Irregular nests, solid or cribriform, and angular glands in desmoplastic stroma. */
  DUCTAL_CARCINOMA("DC", "ductal_carcinoma", true),
  /** Single files of cells between collagen bundles. */
  LOBULAR_CARCINOMA("LC", "lobular_carcinoma", true),
  /** Islands of cells in lakes of mucin. */
  MUCINOUS_CARCINOMA("MC", "mucinous_carcinoma", true),
  /** Fronds with a stromal core, in clear spaces. */
  PAPILLARY_CARCINOMA("PC", "papillary_carcinoma", true);

  private static final List<LesionType> BENIGN =
      List.of(
          FIBROADENOMA,
          TUBULAR_ADENOMA,
          ADENOSIS,
          FIBROADENOMA,
          TUBULAR_ADENOMA,
          FIBROADENOMA,
          PHYLLODES_TUMOR,
          ADENOSIS);

  private static final List<LesionType> MALIGNANT =
      List.of(
          DUCTAL_CARCINOMA,
          MUCINOUS_CARCINOMA,
          DUCTAL_CARCINOMA,
          LOBULAR_CARCINOMA,
          DUCTAL_CARCINOMA,
          PAPILLARY_CARCINOMA,
          DUCTAL_CARCINOMA,
          DUCTAL_CARCINOMA);

  private final String code;
  private final String label;
  private final boolean malignant;

  LesionType(String code, String label, boolean malignant) {
    this.code = code;
    this.label = label;
    this.malignant = malignant;
  }

  /** Short code, as in BreaKHis file names. */
  String code() {
    return code;
  }

  /** Name, as in BreaKHis folders. */
  String label() {
    return label;
  }

  boolean malignant() {
    return malignant;
  }

  static Optional<LesionType> of(String code) {
    return Arrays.stream(values()).filter(subtype -> subtype.code.equals(code)).findFirst();
  }

  /**
   * The subtypes of eight patients of a class, about as often as among the slides of BreaKHis (38
   * of 58 malignant ones are ductal, 10 of 24 benign ones fibroadenomas).
   */
  static List<LesionType> mixture(boolean malignant) {
    return malignant ? MALIGNANT : BENIGN;
  }
}
