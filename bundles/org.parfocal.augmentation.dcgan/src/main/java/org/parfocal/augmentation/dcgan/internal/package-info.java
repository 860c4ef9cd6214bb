/** Generated training images from deep convolutional generative adversarial networks. */
@NullMarked
package org.parfocal.augmentation.dcgan.internal;

import org.jspecify.annotations.NullMarked;
