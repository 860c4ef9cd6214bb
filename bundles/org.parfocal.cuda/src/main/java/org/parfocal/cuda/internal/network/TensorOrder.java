package org.parfocal.cuda.internal.network;

import org.parfocal.plan.MapShape;
import org.parfocal.plan.ParameterLayout;

/**
 * How a tensor of PyTorch's, {@code [rows, channels, places]}, is stored: {@code [rows, places,
 * channels]}, as cuDNN wants weights for maps whose channels lie side by side.
 *
 * @param rows outputs of a convolution or a linear map; for vectors 1
 * @param channels of the input under one place
 * @param places of the window, or of the map that a linear map reads
 */
record TensorOrder(int rows, int channels, int places) {
  /** Of a linear map that reads such a map. */
  static TensorOrder dense(ParameterLayout parameter, MapShape input) {
    return new TensorOrder((int) parameter.torchShape()[0], input.channels(), (int) input.places());
  }

  /** Of any other tensor. */
  static TensorOrder of(ParameterLayout parameter) {
    long[] shape = parameter.torchShape();
    return shape.length == 4
        ? new TensorOrder((int) shape[0], (int) shape[1], (int) (shape[2] * shape[3]))
        : new TensorOrder(1, 1, (int) parameter.length());
  }

  /** As it is stored. */
  float[] stored(float[] torch) {
    float[] stored = new float[torch.length];
    for (int index = 0; index < torch.length; index++) {
      stored[place(index)] = torch[index];
    }
    return stored;
  }

  /** As PyTorch has it. */
  float[] torch(float[] stored) {
    float[] torch = new float[stored.length];
    for (int index = 0; index < torch.length; index++) {
      torch[index] = stored[place(index)];
    }
    return torch;
  }

  private int place(int torch) {
    int place = torch % places;
    int channel = torch / places % channels;
    int row = torch / places / channels;
    return (row * places + place) * channels + channel;
  }
}
