package org.parfocal.learning.internal.model;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.PluginException;
import org.parfocal.api.Sample;
import org.parfocal.learning.Branches;

/**
 * Which rows of a batch each backbone embeds.
 *
 * @param of the indices of each backbone's rows, in order
 */
record BranchRows(List<List<Integer>> of) {
  /**
   * Divides samples.
   *
   * @throws PluginException if a sample is for none of the backbones
   */
  static BranchRows of(Branches branches, List<Sample> samples) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int branch = 0; branch < branches.count(); branch++) {
      rows.add(new ArrayList<>());
    }
    for (int row = 0; row < samples.size(); row++) {
      rows.get(branch(branches, samples.get(row))).add(row);
    }
    return new BranchRows(rows);
  }

  /** The backbone that embeds a sample. */
  static int branch(Branches branches, Sample sample) {
    int branch = branches.branch().applyAsInt(sample);
    if (branch < 0 || branch >= branches.count()) {
      throw new PluginException(
          "The model strategy sends %s to backbone %d of %d."
              .formatted(sample.image().description(), branch + 1, branches.count()));
    }
    return branch;
  }

  int count(int branch) {
    return of.get(branch).size();
  }

  /** The rows of one backbone, one after another, out of those of the batch. */
  float[] gather(int branch, float[] batch, int length) {
    List<Integer> rows = of.get(branch);
    float[] own = new float[rows.size() * length];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(batch, rows.get(row) * length, own, row * length, length);
    }
    return own;
  }

  /** Puts the rows of one backbone back among those of the batch. */
  void scatter(int branch, float[] own, float[] batch, int length) {
    List<Integer> rows = of.get(branch);
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(own, row * length, batch, rows.get(row) * length, length);
    }
  }
}
