package org.parfocal.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Processes of engines: fresh ones each time, so that the peak of memory is that of what they are
 * asked for; or the same ones again, where a start takes longer than what is measured.
 */
final class Lending implements AutoCloseable {
  private final int threads;
  private final boolean keep;
  private final Map<Peer, RunningPeer> kept = new LinkedHashMap<>();

  Lending(int threads, boolean keep) {
    this.threads = threads;
    this.keep = keep;
  }

  /** Processes of these peers; closing what is returned gives them back. */
  RunningPeers lend(List<Peer> peers) {
    if (!keep) {
      return RunningPeers.start(peers, threads);
    }
    List<RunningPeer> running = new ArrayList<>();
    for (Peer peer : peers) {
      running.add(
          kept.computeIfAbsent(peer, one -> new RunningPeer(one, Benchmark.home(), threads)));
    }
    return new RunningPeers(running, () -> {});
  }

  @Override
  public void close() {
    kept.values().forEach(RunningPeer::close);
    kept.clear();
  }
}
