package org.parfocal.dataset.features.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.SampleForm;
import org.parfocal.api.SamplesAre;
import org.parfocal.table.Delimiter;

/** What a study file may set. */
@ObjectClassDefinition(
    name = "Features",
    description =
        "embeddings made elsewhere, by TRIDENT for example: .h5 or .npy files, and a CSV table with"
            + " label and patient")
@SamplesAre(SampleForm.EMBEDDINGS)
@interface FeatureOptions {
  @AttributeDefinition(
      description =
          "the CSV file (UTF-8), or a folder that holds an index.csv; a column path names the file"
              + " of each row, or without one a column slide whose files are called SLIDE.h5; a column"
              + " row names the vector in that file, from 0")
  String path();

  @AttributeDefinition(
      required = false,
      description =
          "folder of the files, relative to the table's folder, for example TRIDENT's"
              + " features_uni_v1; by default the table's folder")
  String root() default "";

  @AttributeDefinition(
      required = false,
      description =
          "one file, relative to the table's folder, whose vectors are the table's rows in their"
              + " order, or in that of the column row; then the table needs no column path")
  String vectors() default "";

  @AttributeDefinition(description = "name of the data set in an .h5 file")
  String array() default "features";

  @AttributeDefinition(
      description =
          "for files with several vectors, such as TRIDENT's of a slide's patches: mean, one"
              + " sample, the mean of the vectors; each, one sample for each vector")
  Patches patches() default Patches.MEAN;

  // CPD-OFF: the options of every table of a cohort; annotations cannot inherit them.
  @AttributeDefinition(
      required = false,
      description =
          "class names in label order, of two the second is the positive class; by default the"
              + " labels by name, after benign, control, healthy, negative and normal")
  String[] classes() default {};

  @AttributeDefinition(
      description = "separator of two values, unless the first line of the table is sep=…")
  Delimiter delimiter() default Delimiter.COMMA;

  @AttributeDefinition(
      required = false,
      description =
          "names of patients, classes, slides or attributes whose other spellings (P07, p07, 7 and"
              + " 7.0) are the same and become this one; * for all, by the most frequent spelling")
  String[] same_as() default {};

  @AttributeDefinition(
      required = false,
      description =
          "names that are meant as they are written: not the same as another of nearly the same"
              + " spelling (* for all), and no word for a missing one (NA, none)")
  String[] as_written() default {};

  @AttributeDefinition(
      required = false,
      description = "name of the data set in reports; by default that of the file or folder")
  String name() default "";

  @AttributeDefinition(required = false, description = "the terms of the data, one line")
  String licence() default "";

  @AttributeDefinition(description = "column of the file; may be missing")
  String path_column() default "path";

  @AttributeDefinition(description = "column of the vector in its file, from 0; may be missing")
  String row_column() default "row";

  @AttributeDefinition(description = "column of the sample's own name; may be missing")
  String sample_column() default "sample";

  @AttributeDefinition(description = "column of the class name")
  String label_column() default "label";

  @AttributeDefinition(description = "column of the patient")
  String patient_column() default "patient";

  @AttributeDefinition(description = "column of the slide; may be missing")
  String slide_column() default "slide";

  @AttributeDefinition(description = "column of the nominal magnification; may be missing")
  String magnification_column() default "magnification";

  @AttributeDefinition(description = "column of µm per pixel; may be missing")
  String microns_per_pixel_column() default "microns_per_pixel";

  @AttributeDefinition(
      required = false,
      description =
          "µm per pixel of each magnification, for rows that do not give it: 40X=0.25, 20X=0.5;"
              + " where only their ratios are known, any numbers in these ratios")
  String[] microns_per_pixel() default {};

  @AttributeDefinition(
      description = "column of the place, which links the levels of a pyramid; may be missing")
  String place_column() default "place";

  // CPD-ON

  /** What a file of several vectors stands for. */
  enum Patches {
    /** One sample. */
    MEAN,
    /** As many samples as vectors. */
    EACH
  }
}
