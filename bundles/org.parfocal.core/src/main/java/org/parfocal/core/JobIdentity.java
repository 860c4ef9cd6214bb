package org.parfocal.core;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.parfocal.api.Sha256;

/**
 * Everything that decides the result of a job: what it is to do, and the code that does it.
 *
 * @param settings by name, as in {@code training.epochs}: the options that decide the result,
 *     {@value #DATA}, {@value #FOLD}, {@value #ENGINE} and the seed; long values and files by their
 *     hash
 * @param bundles the code: symbolic name → version and SHA-256 of the jar, as in {@code 0.1.0
 *     sha256:9f86d0…}
 */
public record JobIdentity(Map<String, String> settings, Map<String, String> bundles) {
  /** Setting: the data set's manifest. */
  public static final String DATA = "data";

  /** Setting: hash of the samples in each part of the fold. */
  public static final String FOLD = "fold";

  /** Setting: the engine's build and its number of threads. */
  public static final String ENGINE = "engine";

  /** What the setting of a file begins with, before its hash. */
  public static final String CONTENT = "content ";

  private static final int NAMED = 5;

  public JobIdentity {
    settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    bundles = Collections.unmodifiableMap(new TreeMap<>(bundles));
  }

  /** SHA-256 over all of it: two jobs of one hash give the same result. */
  public String hash() {
    Sha256 hash = new Sha256().add("job");
    settings.forEach((name, value) -> hash.add("setting", name, value));
    bundles.forEach((name, code) -> hash.add("bundle", name, code));
    return hash.hex();
  }

  /**
   * What is compared to know whether a job is kept.
   *
   * @return words that follow "because", for a job that is
   */
  public String sameness() {
    long named = Stream.of(DATA, FOLD, ENGINE).filter(settings::containsKey).count();
    return "its images, its fold, %s, %d settings and %d bundles are what they were"
        .formatted(
            settings.getOrDefault(ENGINE, "").isEmpty() ? "no engine" : settings.get(ENGINE),
            settings.size() - named,
            bundles.size());
  }

  /**
   * Why a job is run again that ran under another identity.
   *
   * @return words that follow "because"
   */
  public String differenceFrom(JobIdentity before) {
    List<String> changes = new ArrayList<>();
    for (String name : names(settings, before.settings)) {
      String now = settings.getOrDefault(name, "");
      String then = before.settings.getOrDefault(name, "");
      if (!now.equals(then)) {
        changes.add(settingChange(name, then, now));
      }
    }
    for (String name : names(bundles, before.bundles)) {
      String now = bundles.getOrDefault(name, "");
      String then = before.bundles.getOrDefault(name, "");
      if (!now.equals(then)) {
        changes.add(bundleChange(name, version(then), version(now)));
      }
    }
    int more = changes.size() - NAMED;
    return String.join(", ", changes.subList(0, Math.min(NAMED, changes.size())))
        + (more > 0 ? " and %d more changes".formatted(more) : "");
  }

  private static TreeSet<String> names(Map<String, String> now, Map<String, String> before) {
    TreeSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(before.keySet());
    return names;
  }

  private static String settingChange(String name, String then, String now) {
    if (name.equals(DATA)) {
      return "images of the data set, or what is known of them, changed";
    }
    if (name.equals(FOLD)) {
      return "its fold has other samples";
    }
    if (name.equals(ENGINE)) {
      return "it was computed by %s and would be by %s".formatted(orNothing(then), orNothing(now));
    }
    if (then.startsWith(CONTENT) && now.startsWith(CONTENT)) {
      return "the file of %s has another content".formatted(name);
    }
    return "%s was %s and is %s".formatted(name, orNothing(then), orNothing(now));
  }

  private static String orNothing(String value) {
    return value.isEmpty() ? "not set" : value;
  }

  private static String bundleChange(String name, String then, String now) {
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
