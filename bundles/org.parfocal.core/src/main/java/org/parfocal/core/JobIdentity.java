package org.parfocal.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.parfocal.api.Sha256;

/**
 * Everything that decides the result of a job: what it is to do, and the code that does it.
 *
 * @param settings SHA-256 over the configuration, the data, the fold and the seed
 * @param bundles the code: symbolic name → version and SHA-256 of the jar, as in {@code 0.1.0
 *     sha256:9f86d0…}
 */
public record JobIdentity(String settings, Map<String, String> bundles) {
  private static final int NAMED = 3;

  public JobIdentity {
    bundles = Collections.unmodifiableMap(new TreeMap<>(bundles));
  }

  /** SHA-256 over all of it: two jobs of one hash give the same result. */
  public String hash() {
    Sha256 hash = new Sha256().add("job", settings);
    bundles.forEach((name, code) -> hash.add(name, code));
    return hash.hex();
  }

  /**
   * Why a job is run again that ran under another identity.
   *
   * @return words that follow "because"
   */
  public String differenceFrom(JobIdentity before) {
    if (!settings.equals(before.settings)) {
      return "its configuration or data changed";
    }
    TreeSet<String> names = new TreeSet<>(bundles.keySet());
    names.addAll(before.bundles.keySet());
    List<String> changes = new ArrayList<>();
    for (String name : names) {
      String now = bundles.getOrDefault(name, "");
      String then = before.bundles.getOrDefault(name, "");
      if (!now.equals(then)) {
        changes.add(change(name, version(then), version(now)));
      }
    }
    int more = changes.size() - NAMED;
    return String.join(", ", changes.subList(0, Math.min(NAMED, changes.size())))
        + (more > 0 ? " and %d more bundles changed".formatted(more) : "");
  }

  private static String change(String name, String then, String now) {
    if (then.isEmpty()) {
      return "plugin bundle %s %s is new".formatted(name, now);
    }
    if (now.isEmpty()) {
      return "plugin bundle %s %s is gone".formatted(name, then);
    }
    return then.equals(now)
        ? "plugin bundle %s %s was built anew".formatted(name, now)
        : "plugin bundle %s changed from %s to %s".formatted(name, then, now);
  }

  private static String version(String code) {
    return code.split(" ", 2)[0];
  }
}
