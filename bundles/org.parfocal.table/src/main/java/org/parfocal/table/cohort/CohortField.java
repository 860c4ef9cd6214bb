package org.parfocal.table.cohort;

import java.util.Locale;
import org.parfocal.api.Choice;

/** What a column of a cohort's table can hold, beside attributes. */
public enum CohortField {
  /** A file. */
  PATH,
  /** A class name. */
  LABEL,
  /** Whom the tissue is from. */
  PATIENT,
  /** The slide or specimen. */
  SLIDE,
  /** As the data set names it. */
  MAGNIFICATION,
  /** Edge of a pixel in µm. */
  MICRONS_PER_PIXEL,
  /** A spot in the tissue. */
  PLACE,
  /** Which row of a file is meant, from 0. */
  ROW,
  /** The sample's own name. */
  SAMPLE;

  /** Whether every row must name one, and a word for missing is none. */
  boolean isName() {
    return this == LABEL || this == PATIENT;
  }

  /** As sentences say it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** The column's name if a study does not say otherwise. */
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The option that renames the column, as a study file writes it. */
  public String option() {
    return "dataset." + Choice.name(this) + "-column";
  }
}
