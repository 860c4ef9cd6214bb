package org.parfocal.dataset.table.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Limits;
import org.parfocal.imaging.Placement;
import org.parfocal.table.Delimiter;

/** What a study file may set. */
@ObjectClassDefinition(
    name = "Table",
    description = "any cohort: a CSV table with one row for each image, with its label and patient")
@interface TableOptions {
  @AttributeDefinition(description = "the CSV file (UTF-8), or a folder that holds an index.csv")
  String path();

  @AttributeDefinition(
      required = false,
      description =
          "folder that the paths in the table are relative to, itself relative to the table's"
              + " folder; by default the table's folder")
  String root() default "";

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

  @AttributeDefinition(description = "column of the image's path")
  String path_column() default "path";

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

  @AttributeDefinition(
      description =
          "edge of the square patches that are cut from each image at several resolutions around"
              + " the same places, in pixels; 0 takes the images as they are",
      min = "0",
      max = "4096")
  int pyramid_size() default 0;

  @AttributeDefinition(
      required = false,
      description =
          "downsampling factors of the patches, 1 for none; their magnifications are called 1px,"
              + " 2px, …; by default 1, 2 and 4",
      min = "1",
      max = "1024")
  @Limits(maxItems = 16)
  double[] pyramid_scales() default {};

  @AttributeDefinition(
      required = false,
      description =
          "instead of scales: µm per pixel of the patches, for tables that give it for each image;"
              + " their magnifications are called 0.5um, 1um, …",
      max = "1000")
  @Limits(above = 0, maxItems = 16)
  double[] pyramid_microns_per_pixel() default {};

  @AttributeDefinition(
      required = false,
      description =
          "names of the patches' magnifications, one for each scale or µm per pixel in the order in"
              + " which those are given, such as 40X and 20X; by default made of the number")
  @Limits(maxItems = 16)
  String[] pyramid_names() default {};

  @AttributeDefinition(
      description = "places in each image around which patches are cut",
      min = "1",
      max = "10000")
  int pyramid_places() default 4;

  @AttributeDefinition(
      description =
          "where the places stand: grid, spread from border to border; rows, side by side from the"
              + " upper left corner on; corners, the four corners and then the middle")
  Placement pyramid_placement() default Placement.GRID;

  @AttributeDefinition(
      description =
          "share of the edge of a patch at the finest level that two places may have in common",
      min = "0")
  @Limits(below = 1)
  double pyramid_overlap() default 0;

  @AttributeDefinition(
      required = false,
      description =
          "CSV file with the columns path, x and y, one row for each place instead of those above:"
              + " the centre in pixels of the image, from its upper left corner")
  String pyramid_places_file() default "";
}
