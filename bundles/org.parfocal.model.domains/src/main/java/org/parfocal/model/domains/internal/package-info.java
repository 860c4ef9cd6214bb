/** Trainings that know the domain of each image: CORAL and GroupDRO. */
@NullMarked
package org.parfocal.model.domains.internal;

import org.jspecify.annotations.NullMarked;
