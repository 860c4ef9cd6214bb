/** What is trained and stored: encoder and objective, and their files. Uses {@code input}. */
@NullMarked
package org.parfocal.learning.internal.model;

import org.jspecify.annotations.NullMarked;
