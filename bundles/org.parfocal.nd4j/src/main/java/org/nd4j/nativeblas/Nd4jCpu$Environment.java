package org.nd4j.nativeblas;

/**
 * Turns DL4J's oneDNN layers on.
 *
 * <p>{@code BaseMKLDNNHelper} of DL4J 1.0.0-M2.1 asks a class of this name, by reflection, whether
 * oneDNN may be used. The class itself has been renamed in that release, so without this one every
 * convolution silently falls back to im2col, which is five times slower. Builds without oneDNN
 * ignore the answer: there the native operations have no oneDNN variant.
 */
@SuppressWarnings({"checkstyle:TypeName", "MemberName"}) // the name that DL4J looks for
public final class Nd4jCpu$Environment {
  private static final Nd4jCpu$Environment INSTANCE = new Nd4jCpu$Environment();

  private Nd4jCpu$Environment() {}

  /** Called by reflection. */
  public static Nd4jCpu$Environment getInstance() {
    return INSTANCE;
  }

  /** Called by reflection. */
  public boolean isUseMKLDNN() {
    return true;
  }
}
