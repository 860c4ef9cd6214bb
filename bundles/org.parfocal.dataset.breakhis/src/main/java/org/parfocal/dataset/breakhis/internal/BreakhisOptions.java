package org.parfocal.dataset.breakhis.internal;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What a study file may set. */
@ObjectClassDefinition(
    name = "BreaKHis",
    description = "7,909 breast histology images of 81 patients at 40X, 100X, 200X and 400X")
@interface BreakhisOptions {
  @AttributeDefinition(
      description = "folder that holds BreaKHis: BreaKHis_v1, or any folder above or below it")
  String path();

  @AttributeDefinition(
      description =
          "who counts as one patient: slide (its id, 14-22549AB) or, strictest, numeric-prefix (its"
              + " number without letters, 14-22549)")
  Patients patients() default Patients.SLIDE;

  @AttributeDefinition(
      description =
          "classes: binary (benign and malignant, the positive one) or subtype (the eight tumour"
              + " types)")
  Labels labels() default Labels.BINARY;

  @AttributeDefinition(
      description =
          "µm per pixel: unknown, or published, the approximate values of the literature"
              + " (0.49, 0.20, 0.10, 0.05)")
  PixelSize microns_per_pixel() default PixelSize.UNKNOWN;

  @AttributeDefinition(
      required = false,
      description =
          "slide ids whose other spellings (14-2523 and 14-02523) are the same and become this one;"
              + " * for all, by the most frequent spelling")
  String[] same_as() default {};

  @AttributeDefinition(
      required = false,
      description =
          "slide ids that are meant as they are written: not the same as another of nearly the same"
              + " spelling (* for all)")
  String[] as_written() default {};

  @AttributeDefinition(description = "warn if the numbers of images differ from the published")
  boolean count_check() default true;

  /**
   * Who counts as one patient. BreaKHis names slides, not patients; ten slide numbers recur with
   * other letters (29960AB, 29960CD) and may be of one person.
   */
  enum Patients {
    SLIDE,
    NUMERIC_PREFIX;

    /** Tumour type plays no part: 14-13412 stands as two types and is one patient. */
    String patient(SlideId slide) {
      return this == SLIDE ? slide.toString() : slide.numericPrefix();
    }
  }

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

  /**
   * What is stated about µm per pixel. The names' 40X to 400X include the eyepiece, and the sizes
   * in the literature are approximate, so they are given only if a study asks for them.
   */
  enum PixelSize {
    UNKNOWN,
    PUBLISHED;

    private static final Map<Integer, Double> MICRONS =
        Map.of(40, 0.49, 100, 0.20, 200, 0.10, 400, 0.05);

    OptionalDouble micronsPerPixel(int magnification) {
      Double microns = this == PUBLISHED ? MICRONS.get(magnification) : null;
      return microns == null ? OptionalDouble.empty() : OptionalDouble.of(microns);
    }
  }
}
