package org.parfocal.platform.internal.resolving;

import java.util.List;
import java.util.Map;
import org.parfocal.core.Variant;

/**
 * A variant that passed every check.
 *
 * @param variant as the study runner sees it
 * @param sections by name, in order; empty for those that were not written and have no default
 */
public record ResolvedVariant(Variant variant, Map<String, List<ResolvedSection>> sections) {}
