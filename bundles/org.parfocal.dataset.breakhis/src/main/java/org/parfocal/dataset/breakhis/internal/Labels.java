package org.parfocal.dataset.breakhis.internal;

import java.util.List;
import org.parfocal.api.ConfigurationException;

/** Which classes the images are sorted into. */
enum Labels {
  BENIGN_OR_MALIGNANT,
  TUMOUR_TYPE;

  static final String BINARY = "binary";
  static final String SUBTYPE = "subtype";

  static Labels of(String option) {
    return switch (option) {
      case BINARY -> BENIGN_OR_MALIGNANT;
      case SUBTYPE -> TUMOUR_TYPE;
      default ->
          throw new ConfigurationException(
              "dataset.labels is '%s'; it can be %s or %s.".formatted(option, BINARY, SUBTYPE));
    };
  }

  /** Class names in label order; of the two, malignant is the positive one. */
  List<String> classes() {
    return this == TUMOUR_TYPE ? Subtype.folders() : List.of(Subtype.BENIGN, Subtype.MALIGNANT);
  }

  int label(Subtype subtype) {
    return classes().indexOf(this == TUMOUR_TYPE ? subtype.folder() : subtype.tumourClass());
  }
}
