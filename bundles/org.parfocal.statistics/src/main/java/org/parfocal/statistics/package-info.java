/**
 * What is computed from stored predictions and embeddings: intervals from drawing patients, areas
 * under ROC curves, and linear classifiers, namely L1 and L2 logistic regression (LIBLINEAR's
 * solvers) with standardisation, folds that keep the rows of a patient together, and the choice of
 * a penalty by such folds.
 *
 * <p>Rows are {@code double[rows][dimensions]}, labels are {@code 0 … classes − 1}, and a patient
 * is whatever must not stand on both sides of a cut, most often a patient. Everything is
 * deterministic: what is drawn at random takes a seed.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.statistics;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
