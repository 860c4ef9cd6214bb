package org.parfocal.backbone.dl4j.internal.plan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.parfocal.nn.FloatTensors;

/** Feature maps before a generalised mean, for activation maps. */
final class GeneralizedMeanMaps {
  private GeneralizedMeanMaps() {}

  /** Each map times Σ ∂y/∂x over its places: mean(x^(p−1)) · y^(1−p), where x is above 0. */
  static void weigh(INDArray maps, INDArray embeddings, double power) {
    float[] values = FloatTensors.read(maps);
    float[] pooled = FloatTensors.read(embeddings);
    int images = Math.toIntExact(maps.size(0));
    int channels = pooled.length / images;
    int places = values.length / pooled.length;
    for (int row = 0; row < pooled.length; row++) {
      int start = row / channels * places * channels + row % channels;
      double sum = 0;
      for (int place = 0; place < places; place++) {
        float x = values[start + place * channels];
        sum += x > 0 ? Math.pow(x, power - 1) : 0;
      }
      double weight = sum / places * Math.pow(pooled[row], 1 - power);
      for (int place = 0; place < places; place++) {
        values[start + place * channels] *= weight;
      }
    }
    FloatTensors.write(values, maps);
  }
}
