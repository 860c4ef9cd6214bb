package org.parfocal.core.internal.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.parfocal.core.InnerFold;
import org.parfocal.core.JobKey;
import org.parfocal.core.Selection;
import org.parfocal.core.internal.store.StoredPlan.StoredJob;

/**
 * A plan as it is reported: where options are chosen, the jobs of the options are one variant for
 * each selection, and the jobs of inner folds are left out.
 */
public final class ReportedPlan {
  private final StoredPlan plan;
  private final List<Selection> selections;

  /** Of these selections, as far as the plan has their options. */
  public ReportedPlan(StoredPlan plan, List<Selection> selections) {
    this.plan = plan;
    this.selections = selections;
  }

  /** What tables show. */
  public StoredPlan shown() {
    Map<JobKey, StoredJob> jobs = new LinkedHashMap<>();
    for (String variant : plan.variants()) {
      List<String> names = reported(variant);
      for (String name : names) {
        plan.jobs().stream()
            .filter(job -> job.key().variant().equals(variant))
            .filter(job -> !InnerFold.isOne(job.key().fold()))
            .map(job -> new StoredJob(as(name, job.key()), job.identity()))
            .forEach(job -> jobs.putIfAbsent(job.key(), job));
      }
    }
    return new StoredPlan(plan.study(), named(false), List.copyOf(jobs.values()));
  }

  /** The same plan, whose data know the names of the options and of the selections. */
  public StoredPlan complete() {
    return new StoredPlan(plan.study(), named(true), plan.jobs());
  }

  private static JobKey as(String variant, JobKey key) {
    return new JobKey(variant, key.fold(), key.seed());
  }

  private List<StoredData> named(boolean withOptions) {
    List<StoredData> named = new ArrayList<>();
    for (StoredData data : plan.data()) {
      Set<String> names = new LinkedHashSet<>(withOptions ? data.variants() : List.of());
      data.variants().forEach(variant -> names.addAll(reported(variant)));
      named.add(data.of(List.copyOf(names)));
    }
    return named;
  }

  /** What a variant is reported as. */
  private List<String> reported(String variant) {
    List<String> names =
        selections.stream()
            .filter(selection -> selection.options().contains(variant))
            .map(Selection::name)
            .toList();
    return names.isEmpty() ? List.of(variant) : names;
  }
}
