package org.parfocal.api;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which spelling of a name a reader gives its samples, and which names are left as they are: what a
 * study says by the options {@code same-as} and {@code as-written} of its data set.
 */
public final class NameChoice {
  /** In options: every name. */
  private static final String ALL = "*";

  private static final SampleField ATTRIBUTE = new SampleField("attribute");

  private final Map<String, String> sameAs = new HashMap<>();
  private final boolean allSame;
  private final Set<String> asWritten;
  private final boolean allAsWritten;

  /**
   * As a study says.
   *
   * @param sameAs names whose other spellings are the same; {@code *} for all
   * @param asWritten names that differ from their other spellings; {@code *} for all
   * @param classes as the study file lists them: meant as they are written, too
   */
  public NameChoice(String[] sameAs, String[] asWritten, Collection<String> classes) {
    this.allSame = Arrays.asList(sameAs).contains(ALL);
    this.allAsWritten = Arrays.asList(asWritten).contains(ALL);
    this.asWritten = new HashSet<>(Arrays.asList(asWritten));
    this.asWritten.addAll(classes);
    for (String name : sameAs) {
      if (!name.equals(ALL)) {
        this.sameAs.putIfAbsent(Spelling.key(ATTRIBUTE, name), name);
      }
    }
  }

  /**
   * Names that differ from others of nearly the same spelling, or are no words for missing: for
   * {@link Dataset#asWritten()}.
   */
  public Set<String> asWritten() {
    return asWritten;
  }

  /** Whether all names of nearly the same spelling are the same. */
  boolean unitesAll() {
    return allSame;
  }

  /** Whether names are meant as they are written, though they are spelled alike. */
  boolean keeps(Set<String> alike) {
    if (allAsWritten) {
      asWritten.addAll(alike);
    }
    return allAsWritten;
  }

  /** The name that the study gives another spelling; the spelling itself where it gives none. */
  String same(String name) {
    return sameAs.isEmpty() ? name : sameAs.getOrDefault(Spelling.key(ATTRIBUTE, name), name);
  }

  /** A sample's attributes under the names that the study gives them. */
  public Map<String, String> attributes(Map<String, String> attributes) {
    if (sameAs.isEmpty()) {
      return attributes;
    }
    Map<String, String> named = new LinkedHashMap<>();
    attributes.forEach((attribute, value) -> named.put(attribute, same(value)));
    return named;
  }
}
