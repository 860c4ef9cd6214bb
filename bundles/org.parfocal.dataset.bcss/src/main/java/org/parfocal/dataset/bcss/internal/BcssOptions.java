package org.parfocal.dataset.bcss.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.parfocal.api.Limits;
import org.parfocal.imaging.Placement;

/** What a study file may set. */
@ObjectClassDefinition(
    name = "BCSS",
    description =
        "151 segmented regions of breast cancer (TCGA), cut into labelled concentric patches")
@interface BcssOptions {
  @AttributeDefinition(
      description =
          "folder that holds masks and images (or rgbs_colorNormalized), and, if there is one, meta")
  String path();

  @AttributeDefinition(
      description =
          "classes in label order, each a group of mask codes: name=code+code; places of other"
              + " tissue are left out. By default tumour against tissue without it, necrosis,"
              + " secretions, blood, mucus and what is undefined in neither")
  String[] classes() default {
    "other=stroma+lymphocytic_infiltrate+fat+plasma_cells+other_immune_infiltrate"
        + "+normal_acinus_or_duct+lymphatics+nerve+skin_adnexa+blood_vessel",
    "tumor=tumor+angioinvasion+dcis"
  };

  @AttributeDefinition(
      description =
          "how a place gets its class: majority (the one with the largest share of the finest"
              + " field) or centre (the pixel in the middle)")
  FieldLabel.Rule label() default FieldLabel.Rule.MAJORITY;

  @AttributeDefinition(
      description =
          "smallest share of the finest field, annotated or not, that the majority must have",
      min = "0",
      max = "1")
  double minimum_share() default 0.5;

  @AttributeDefinition(description = "edge of the patches, in pixels", min = "8", max = "4096")
  int size() default 224;

  @AttributeDefinition(
      description =
          "µm per pixel of the patches around one place; their magnifications are called 0.25um,"
              + " 0.5um, …",
      max = "1000")
  @Limits(above = 0, minItems = 1, maxItems = 16)
  double[] microns_per_pixel() default {0.25, 0.5, 1};

  @AttributeDefinition(
      required = false,
      description =
          "names of the patches' magnifications, one for each µm per pixel in their order, such as"
              + " 40X and 20X; by default made of the number")
  @Limits(maxItems = 16)
  String[] level_names() default {};

  @AttributeDefinition(
      description =
          "where places can stand: grid, spread from border to border; rows, side by side from the"
              + " upper left corner on; corners, the four corners and the middle")
  Placement placement() default Placement.GRID;

  @AttributeDefinition(
      description =
          "share of the edge of a patch at the finest level that two places may have in common",
      min = "0")
  @Limits(below = 1)
  double overlap() default 0;

  @AttributeDefinition(
      required = false,
      description =
          "CSV file with the columns path, x and y, one row for each place instead of those above,"
              + " all of which are taken: the name of the region, and the"
              + " centre in pixels of the region, from its upper left corner")
  String places_file() default "";

  @AttributeDefinition(
      description = "largest number of places of one class in one region",
      min = "1",
      max = "10000")
  int places() default 8;

  @AttributeDefinition(description = "seed of the choice where a region has more places of a class")
  long seed() default 0;
}
