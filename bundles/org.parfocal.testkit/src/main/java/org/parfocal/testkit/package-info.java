/**
 * Contract tests for plugins. Extend the class of your plugin's kind, give an instance, and every
 * promise of its contract is tested:
 *
 * <pre>{@code
 * class MyReaderTest extends DatasetReaderContract {
 *   @Override
 *   protected DatasetReader reader() {
 *     return new MyReader(OptionValues.of(MyReader.Options.class, Map.of("path", "…")));
 *   }
 * }
 * }</pre>
 *
 * <p>For tests only: no bundle of a distribution imports this package.
 */
@Export
@NullMarked
@Version("0.1.0")
package org.parfocal.testkit;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
