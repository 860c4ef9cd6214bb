/** Classification scores of images and of patients, with intervals over patients. */
@NullMarked
package org.parfocal.metric.classification.internal;

import org.jspecify.annotations.NullMarked;
