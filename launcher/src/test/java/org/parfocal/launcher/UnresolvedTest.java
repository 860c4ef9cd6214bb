package org.parfocal.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleException;

class UnresolvedTest {
  @Test
  void theLastLinkOfAChainIsNamed() {
    assertThat(
            reason(
                "Unable to resolve a [3](R 3.0): missing requirement [a [3](R 3.0)]"
                    + " osgi.wiring.package; (&(osgi.wiring.package=b.x)(version>=1.0.0)"
                    + "(!(version>=2.0.0))) [caused by: Unable to resolve b [4](R 4.0): missing"
                    + " requirement [b [4](R 4.0)] osgi.wiring.package;"
                    + " (&(osgi.wiring.package=c.y)(version>=1.2.0)(!(version>=1.3.0)))]"
                    + " Unresolved requirements: [[a [3](R 3.0)] osgi.wiring.package;"
                    + " (&(osgi.wiring.package=b.x)(version>=1.0.0)(!(version>=2.0.0)))]"))
        .isEqualTo(
            "it needs the package c.y 1.2.0 or newer but below 1.3.0, which no installed bundle"
                + " exports");
  }

  @Test
  void aNewerJavaIsAskedForByItsNumber() {
    assertThat(
            reason(
                "Unable to resolve a [3](R 3.0): missing requirement [a [3](R 3.0)] osgi.ee;"
                    + " (&(osgi.ee=JavaSE)(version=99)) Unresolved requirements: [[a [3](R 3.0)]"
                    + " osgi.ee; (&(osgi.ee=JavaSE)(version=99))]"))
        .isEqualTo("it needs Java 99, and this is Java " + Runtime.version().feature());
  }

  @Test
  void anActivatorsExceptionIsNamedByItsCause() {
    BundleException problem =
        new BundleException(
            "Activator start error", new IllegalStateException(new Error("no native library")));

    assertThat(Unresolved.reason(problem))
        .isEqualTo("it fails to start: java.lang.Error: no native library");
  }

  private static String reason(String message) {
    return Unresolved.reason(new BundleException(message, BundleException.RESOLVE_ERROR));
  }
}
