package org.parfocal.metric.signature.internal;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.parfocal.api.Score;

/**
 * The signature of one fold and seed, or why there is none.
 *
 * @param fold the fold's name
 * @param dimensions of the embedding; 0 if there is no signature
 * @param members the dimensions of the signature, from 0; may be empty
 * @param scores of this fold
 * @param missing why there is no signature; empty if there is one
 */
record FoldSignature(
    String fold, int dimensions, SortedSet<Integer> members, List<Score> scores, String missing) {

  /** No signature. */
  static FoldSignature missing(String fold, List<Score> scores, String reason) {
    return new FoldSignature(fold, 0, new TreeSet<>(), scores, reason);
  }

  boolean exists() {
    return missing.isEmpty();
  }
}
