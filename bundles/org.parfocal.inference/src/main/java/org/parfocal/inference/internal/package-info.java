/** What trained models are asked to judge an image: at several scales, with others of its place. */
@NullMarked
package org.parfocal.inference.internal;

import org.jspecify.annotations.NullMarked;
