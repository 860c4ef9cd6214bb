package org.parfocal.command.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.parfocal.api.ConfigurationException;

/**
 * A jar in a Maven repository, as {@code GROUP:ARTIFACT:VERSION}.
 *
 * @param group for example {@code org.example}
 * @param artifact for example {@code org.example.prior}
 * @param version for example {@code 1.0.0}
 */
record PluginCoordinates(String group, String artifact, String version) {
  private static final String PART = "[A-Za-z0-9_][A-Za-z0-9_.+-]{0,199}";
  private static final Pattern WRITTEN = Pattern.compile(PART + ":" + PART + ":" + PART);

  /** The coordinates, if it looks like some. */
  static Optional<PluginCoordinates> of(String text) {
    if (!WRITTEN.matcher(text).matches() || text.contains("..")) {
      return Optional.empty();
    }
    String[] parts = text.split(":", -1);
    return Optional.of(new PluginCoordinates(parts[0], parts[1], parts[2]));
  }

  /** Where it lies in a repository. */
  String path() {
    return "%s/%s/%s/%2$s-%3$s.jar".formatted(group.replace('.', '/'), artifact, version);
  }

  /** Where it would lie in this user's repository. */
  Path local() {
    String repository =
        System.getProperty(
            "maven.repo.local", System.getProperty("user.home", "") + "/.m2/repository");
    return Path.of(repository).resolve(path());
  }

  /**
   * Its address.
   *
   * @throws ConfigurationException if nobody can trust what comes from there
   */
  URI in(URI repository) {
    String scheme = String.valueOf(repository.getScheme());
    String host = String.valueOf(repository.getHost());
    boolean own = host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    if (!scheme.equals("https") && !(scheme.equals("http") && own)) {
      throw new ConfigurationException(
          "--repository is %s; it must be an https address.".formatted(repository));
    }
    if (version.endsWith("-SNAPSHOT")) {
      throw new ConfigurationException(
          "%s:%s is a snapshot, and those are taken from this machine's own Maven repository only, where it is not; install it there, or name the jar."
              .formatted(artifact, version));
    }
    String base = repository.toString();
    return URI.create(base + (base.endsWith("/") ? "" : "/") + path().replace("+", "%2B"));
  }
}
