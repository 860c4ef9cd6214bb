/**
 * What protocols are made of: patients divided over training, validation and test so that every
 * part holds its share of each class and domain, and a builder that turns the parts into folds.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.protocol;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
