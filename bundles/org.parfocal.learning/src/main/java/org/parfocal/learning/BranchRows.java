package org.parfocal.learning;

import java.util.ArrayList;
import java.util.List;
import org.parfocal.api.Sample;

/**
 * Which rows of a batch belong to each of several {@link Branches}.
 *
 * @param of the indices of each branch's rows, in order
 */
public record BranchRows(List<List<Integer>> of) {
  /**
   * Divides samples.
   *
   * @throws org.parfocal.api.PluginException if a sample is for none of the branches
   */
  public static BranchRows of(Branches branches, List<Sample> samples) {
    List<List<Integer>> rows = new ArrayList<>();
    for (int branch = 0; branch < branches.count(); branch++) {
      rows.add(new ArrayList<>());
    }
    for (int row = 0; row < samples.size(); row++) {
      rows.get(branches.of(samples.get(row))).add(row);
    }
    return new BranchRows(rows);
  }

  /** How many rows a branch has. */
  public int count(int branch) {
    return of.get(branch).size();
  }

  /**
   * Copies the rows of one branch, one after another, out of those of the batch.
   *
   * @param batch array of floats or doubles, row-major
   * @param own array of the same type for the branch's rows
   * @param length of a row
   * @return {@code own}
   */
  public <T> T gather(int branch, T batch, T own, int length) {
    List<Integer> rows = of.get(branch);
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(batch, rows.get(row) * length, own, row * length, length);
    }
    return own;
  }

  /** Copies the rows of one branch back among those of the batch. */
  public <T> void scatter(int branch, T own, T batch, int length) {
    List<Integer> rows = of.get(branch);
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(own, row * length, batch, rows.get(row) * length, length);
    }
  }
}
