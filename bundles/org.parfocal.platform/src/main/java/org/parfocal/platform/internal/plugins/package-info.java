/** What the installed bundles declare. */
@NullMarked
package org.parfocal.platform.internal.plugins;

import org.jspecify.annotations.NullMarked;
