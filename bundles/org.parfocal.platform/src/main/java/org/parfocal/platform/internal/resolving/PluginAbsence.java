package org.parfocal.platform.internal.resolving;

/** Knows why a plugin that should be there is not. */
@FunctionalInterface
public interface PluginAbsence {
  /** A sentence, starting with a space, if an installed bundle holds it but cannot run; or "". */
  String reason(String section, String name);
}
