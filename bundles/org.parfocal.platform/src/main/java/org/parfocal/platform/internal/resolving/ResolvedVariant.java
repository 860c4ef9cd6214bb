package org.parfocal.platform.internal.resolving;

import java.util.Map;
import org.parfocal.core.Variant;

/**
 * A variant that passed every check.
 *
 * @param variant as the study runner sees it
 * @param sections by name; those that were written or have a default, and no others
 */
public record ResolvedVariant(Variant variant, Map<String, ResolvedSection> sections) {}
