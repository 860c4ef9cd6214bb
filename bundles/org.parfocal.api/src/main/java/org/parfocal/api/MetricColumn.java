package org.parfocal.api;

import java.util.Objects;
import java.util.Set;

/**
 * What one number of a {@link Metric} is, and where it is shown. Tables, reports and the command
 * line know metrics by these alone.
 *
 * <pre>{@code
 * MetricColumn.of("log-loss", "log loss", Better.SMALLER).unit("nats")
 * }</pre>
 *
 * @param name {@link Score#metric()}, for example {@code auc}
 * @param heading of a table's column, for example {@code AUC}
 * @param description what it is, in a few words; may be empty
 * @param unit unit or range, for example {@code nats} or {@code 0 to 1}; may be empty
 * @param better which direction is better
 * @param pooling how the folds of a pool, all folds, and seeds make one number
 * @param decimals digits behind the point in tables
 * @param difference whether it is this variant minus the first one; written with its sign
 * @param chance name of the column that says what chance would give, shown in parentheses behind
 *     this one; empty if there is none
 * @param tables where it is shown
 */
public record MetricColumn(
    String name,
    String heading,
    String description,
    String unit,
    Better better,
    Pooling pooling,
    int decimals,
    boolean difference,
    String chance,
    Set<Table> tables) {
  private static final int DECIMALS = 3;

  /** Which direction is better. */
  public enum Better {
    LARGER,
    SMALLER,
    /** Neither: a size, a property. */
    NEITHER
  }

  /** How one number is made of several folds and seeds. */
  public enum Pooling {
    /**
     * The predictions of the folds of a pool are scored together. Over all folds and seeds there is
     * what {@link Metric#score(java.util.List, java.util.List)} gives; if that is nothing, and the
     * comparison shows the column, the mean over the pools and seeds.
     */
    PREDICTIONS,
    /** The mean of the folds' numbers, for a pool, over all folds, and over seeds. */
    MEAN
  }

  /** Where a number is shown. */
  public enum Table {
    /** The table of a variant, one row for each pool of folds. */
    FOLDS,
    /** The comparison of the variants. */
    COMPARISON,
    /**
     * A table of its own over all folds, one row for each scope and one column for each variant.
     */
    SCOPES,
    /** The words in which a finished job is told; of several such columns the first. */
    HEADLINE
  }

  public MetricColumn {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(heading, "heading");
    tables = Set.copyOf(tables);
  }

  /**
   * A number in the tables of the folds and of the comparison, with {@link Pooling#PREDICTIONS}.
   */
  public static MetricColumn of(String name, String heading, Better better) {
    return new MetricColumn(
        name,
        heading,
        "",
        "",
        better,
        Pooling.PREDICTIONS,
        DECIMALS,
        false,
        "",
        Set.of(Table.FOLDS, Table.COMPARISON));
  }

  /** With a description. */
  public MetricColumn described(String words) {
    return new MetricColumn(
        name, heading, words, unit, better, pooling, decimals, difference, chance, tables);
  }

  /** With a unit or range. */
  public MetricColumn unit(String unitOrRange) {
    return new MetricColumn(
        name,
        heading,
        description,
        unitOrRange,
        better,
        pooling,
        decimals,
        difference,
        chance,
        tables);
  }

  /** Averaged over folds and seeds. */
  public MetricColumn averaged() {
    return new MetricColumn(
        name,
        heading,
        description,
        unit,
        better,
        Pooling.MEAN,
        decimals,
        difference,
        chance,
        tables);
  }

  /** With so many digits behind the point. */
  public MetricColumn decimals(int digits) {
    return new MetricColumn(
        name, heading, description, unit, better, pooling, digits, difference, chance, tables);
  }

  /** With another number, that of chance, in parentheses. */
  public MetricColumn chance(String column) {
    return new MetricColumn(
        name, heading, description, unit, better, pooling, decimals, difference, column, tables);
  }

  /** Shown there and nowhere else. */
  public MetricColumn shown(Table... where) {
    return new MetricColumn(
        name,
        heading,
        description,
        unit,
        better,
        pooling,
        decimals,
        difference,
        chance,
        Set.of(where));
  }

  /**
   * The column of what a variant has more than the first one: {@code auc-difference}, shown where
   * this one is.
   */
  public MetricColumn difference(String headed) {
    return new MetricColumn(
        name + "-difference", headed, "", "", better, pooling, decimals, true, "", tables);
  }

  /** Whether it is shown there. */
  public boolean in(Table table) {
    return tables.contains(table);
  }
}
