package org.parfocal.metric.signature.internal;

import org.parfocal.statistics.PenaltyChoice.Rule;

/**
 * How signatures are found.
 *
 * @param innerFolds patient-patient folds by which the penalty is chosen
 * @param penalties how many are tried
 * @param rule which of them is taken
 * @param refitC weight of the losses where the classifier is refitted on the signature
 * @param rows training rows used at most
 * @param seed of the inner folds, and of the draw of rows
 */
record Settings(int innerFolds, int penalties, Rule rule, double refitC, int rows, long seed) {}
