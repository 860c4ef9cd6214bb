package org.parfocal.core;

import org.parfocal.api.Fold;

/**
 * A fold within the training part of another one, by which an option is chosen: it holds out one of
 * the domains that the outer fold trains on. Its jobs are jobs of the plan and stand in no table.
 *
 * @param fold its test part is of the outer fold's training patients
 * @param outer name of the fold for which an option is chosen
 */
public record InnerFold(Fold fold, String outer) {
  private static final String MARK = ",inner=";

  /** What the inner fold of a domain is called. */
  public static String name(String outer, String domain) {
    return outer + MARK + domain;
  }

  /** Whether a folder or fold of this name is an inner one. */
  public static boolean isOne(String name) {
    return name.contains(MARK);
  }
}
