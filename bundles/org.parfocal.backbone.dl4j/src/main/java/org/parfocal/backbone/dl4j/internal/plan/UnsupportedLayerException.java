package org.parfocal.backbone.dl4j.internal.plan;

/** A network has a layer that plans do not know; DL4J's own graph has to run it. */
public final class UnsupportedLayerException extends Exception {
  private static final long serialVersionUID = 1L;

  /** {@code what} completes "The layer NAME …". */
  UnsupportedLayerException(String layer, String what) {
    super("the layer " + layer + " " + what);
  }
}
