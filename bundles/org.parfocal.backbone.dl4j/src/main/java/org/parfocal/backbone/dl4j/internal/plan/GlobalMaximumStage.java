package org.parfocal.backbone.dl4j.internal.plan;

/** Maximum over all places: a pooling window as large as the map. */
final class GlobalMaximumStage implements Stage {
  private final PoolStage pool;

  GlobalMaximumStage(Compiler compiler, Node node) {
    MapShape in = node.input().shape();
    Window all = new Window(in.height(), in.width(), 1, 1, 0, 0, 1, 1, false);
    pool = new PoolStage(compiler, node, new Operation.Pool(true, all));
  }

  @Override
  public Value forward() {
    return pool.forward();
  }

  @Override
  public void backward() {
    pool.backward();
  }
}
