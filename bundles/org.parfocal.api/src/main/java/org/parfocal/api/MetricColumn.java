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
 * @param difference whether it is a difference, for example this variant minus the first one;
 *     written with its sign
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
  /** The end of the names of what a variant has more than the study's first one. */
  public static final String DIFFERENCE = "-difference";

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
        name + DIFFERENCE,
        headed,
        "what the variant has more than the first one",
        unit,
        better,
        pooling,
        decimals,
        true,
        "",
        tables);
  }

  /** The column of its mean over all domains and seeds: {@code mean-auc}, shown nowhere. */
  public MetricColumn mean() {
    return named("mean-" + name, "mean " + heading, "mean over the domains and seeds");
  }

  /**
   * The column of its mean over the validation parts of the folds and seeds: {@code
   * auc-validation}, shown nowhere. A variant is chosen by it, and never by the test.
   */
  public MetricColumn validation() {
    return named(
        name + "-validation",
        "validation " + heading,
        "mean over the validation patients of the folds and seeds");
  }

  /** The column of its worst value of all domains: {@code worst-auc}, shown nowhere. */
  public MetricColumn worst() {
    return named(
        "worst-" + name, "worst " + heading, "of the domain with the worst mean over the seeds");
  }

  /**
   * The column of what the models score that trained on the domain of the test images: {@code
   * auc-seen}, shown nowhere.
   */
  public MetricColumn seen() {
    return named(
        name + "-seen",
        heading + " seen",
        "of the test images by the other folds' models, which trained on their domain");
  }

  /**
   * The column of how much worse the test is than what is {@linkplain #seen() seen}, the price of
   * the unseen domain: {@code auc-lost}, shown nowhere and written with its sign. Where neither
   * direction is better it is seen minus test.
   */
  public MetricColumn lost() {
    MetricColumn lost =
        named(name + "-lost", heading + " lost", "the price of the domain that was not trained on");
    return new MetricColumn(
        lost.name,
        lost.heading,
        lost.description,
        unit,
        better == Better.NEITHER ? Better.NEITHER : Better.SMALLER,
        pooling,
        decimals,
        true,
        "",
        lost.tables);
  }

  private MetricColumn named(String otherName, String otherHeading, String words) {
    return new MetricColumn(
        otherName, otherHeading, words, unit, better, pooling, decimals, difference, "", Set.of());
  }

  /** Whether it is shown there. */
  public boolean in(Table table) {
    return tables.contains(table);
  }
}
