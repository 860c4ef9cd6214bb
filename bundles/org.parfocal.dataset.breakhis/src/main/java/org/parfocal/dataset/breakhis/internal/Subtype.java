package org.parfocal.dataset.breakhis.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The eight tumour types of BreaKHis, benign ones first; the constants are the codes in names. */
enum Subtype {
  A(false, "adenosis"),
  F(false, "fibroadenoma"),
  PT(false, "phyllodes_tumor"),
  TA(false, "tubular_adenoma"),
  DC(true, "ductal_carcinoma"),
  LC(true, "lobular_carcinoma"),
  MC(true, "mucinous_carcinoma"),
  PC(true, "papillary_carcinoma");

  static final String BENIGN = "benign";
  static final String MALIGNANT = "malignant";

  private final boolean malignant;
  private final String folder;

  Subtype(boolean malignant, String folder) {
    this.malignant = malignant;
    this.folder = folder;
  }

  boolean malignant() {
    return malignant;
  }

  /** The class letter in names, {@code B} or {@code M}. */
  String letter() {
    return malignant ? "M" : "B";
  }

  /** The class folder, which is also the binary class name. */
  String tumourClass() {
    return malignant ? MALIGNANT : BENIGN;
  }

  /** The type's folder, which is also its class name, for example {@code ductal_carcinoma}. */
  String folder() {
    return folder;
  }

  /** By code or by folder name; empty if it is neither. */
  static Optional<Subtype> of(String codeOrFolder) {
    return Arrays.stream(values())
        .filter(type -> type.name().equals(codeOrFolder) || type.folder.equals(codeOrFolder))
        .findFirst();
  }

  /** The class names of the eight-class task, in label order. */
  static List<String> folders() {
    return Arrays.stream(values()).map(Subtype::folder).toList();
  }
}
