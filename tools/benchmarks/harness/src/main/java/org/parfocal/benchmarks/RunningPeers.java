package org.parfocal.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Several worker processes.
 *
 * @param closing what is done at the end
 */
record RunningPeers(List<RunningPeer> all, Runnable closing) implements AutoCloseable {
  /** Fresh processes, so that the peak of memory is that of what they are asked for. */
  static RunningPeers start(List<Peer> peers, int threads) {
    List<RunningPeer> started = new ArrayList<>();
    RunningPeers running = new RunningPeers(started, () -> started.forEach(RunningPeer::close));
    try {
      for (Peer peer : peers) {
        started.add(new RunningPeer(peer, Benchmark.home(), threads));
      }
      return running;
    } catch (EngineException e) {
      running.close();
      throw e;
    }
  }

  /** A Markdown list of what the engines say of themselves. */
  String describe() {
    StringBuilder list = new StringBuilder();
    for (RunningPeer peer : all) {
      list.append("* `%s`: %s%n".formatted(peer.peer(), peer.describe()));
    }
    return list.toString();
  }

  @Override
  public void close() {
    closing.run();
  }
}
