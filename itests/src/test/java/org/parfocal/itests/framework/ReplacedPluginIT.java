package org.parfocal.itests.framework;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** A plugin is replaced again and again in one process, and used each time: nothing of it stays. */
public class ReplacedPluginIT extends InstalledPlatform {
  private static final String MODEL = "{strategy: constant}";

  /** Until then caches fill and hot methods are compiled. */
  private static final int WARM = 30;

  private static final int REPLACEMENTS = 100;

  /** A study is run of one of so many; the others are made for one that is not run. */
  private static final int RUN = 10;

  /** The platform itself goes on loading classes; what 100 plugins would leave is 1.5 on top. */
  private static final double METASPACE_MIB = 3;

  private static final double RESIDENT_MIB = 64;

  @Test
  public void nothingOfAReplacedPluginStaysInMemory() throws Exception {
    List<WeakReference<ClassLoader>> former = new ArrayList<>();
    replace(WARM, former);
    double metaspace = metaspace();
    double resident = resident();

    replace(REPLACEMENTS, former);

    collect(former);
    double metaspaceGrowth = metaspace() - metaspace;
    double residentGrowth = resident() - resident;
    System.out.printf(
        Locale.ROOT,
        "%d replacements: metaspace %.1f MiB, %+.2f MiB; resident %.0f MiB, %+.1f MiB%n",
        REPLACEMENTS,
        metaspace,
        metaspaceGrowth,
        resident,
        residentGrowth);
    assertEquals(0, former.stream().filter(one -> one.get() != null).count());
    assertTrue("metaspace +" + metaspaceGrowth, metaspaceGrowth < METASPACE_MIB);
    assertTrue("resident +" + residentGrowth, residentGrowth < RESIDENT_MIB);
  }

  private void replace(int times, List<WeakReference<ClassLoader>> former) throws Exception {
    for (int time = 0; time < times; time++) {
      Bundle bundle = startConstantPlugin();
      TinyStudy study = TinyStudy.of(folder.newFolder().toPath(), MODEL);
      if (time % RUN == 0) {
        study.run(platform);
      } else {
        platform.open(study.file(), List.of()).close();
      }
      former.add(new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader()));
      bundle.uninstall();
    }
    collect(former);
  }

  private static void collect(List<WeakReference<ClassLoader>> former) throws InterruptedException {
    for (int time = 0; time < 20; time++) {
      System.gc();
      if (former.stream().allMatch(one -> one.get() == null)) {
        return;
      }
      Thread.sleep(100);
    }
  }

  private static double metaspace() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getName().equals("Metaspace"))
            .mapToLong(pool -> pool.getUsage().getUsed())
            .sum()
        / 1048576.0;
  }

  /** All memory of the process that is not swapped out: heap, metaspace, code and native memory. */
  private static double resident() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
            .sum()
        / 1024.0;
  }
}
