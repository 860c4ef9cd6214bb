/** What of ND4J's native builds this machine uses. */
@NullMarked
package org.parfocal.nd4j;

import org.jspecify.annotations.NullMarked;
