/** Makes the site of the documents. */
@NullMarked
package org.parfocal.site;

import org.jspecify.annotations.NullMarked;
