package org.parfocal.dataset.breakhis.internal;

import java.util.List;

/** Which classes the images are sorted into. */
enum Labels {
  /** Benign or malignant. */
  BINARY,
  /** The eight tumour types. */
  SUBTYPE;

  /** Class names in label order; of the two, malignant is the positive one. */
  List<String> classes() {
    return this == SUBTYPE ? Subtype.folders() : List.of(Subtype.BENIGN, Subtype.MALIGNANT);
  }

  int label(Subtype subtype) {
    return classes().indexOf(this == SUBTYPE ? subtype.folder() : subtype.tumourClass());
  }
}
