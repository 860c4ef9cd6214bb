package org.parfocal.plan.architecture;

import org.parfocal.plan.Node;

/**
 * The features of VGG-11 with batch normalisation (Simonyan and Zisserman 2015, configuration A) as
 * torchvision builds it, and their global average: 512 numbers. Torchvision's own embedding would
 * be the 4096 numbers of the last hidden layer of its classifier, which has 93 % of the parameters;
 * the classifier's tensors in a weights file are ignored.
 */
public final class Vgg11 implements NetworkArchitecture {
  private static final int POOL = 0;
  private static final int[] CHANNELS = {
    64, POOL, 128, POOL, 256, 256, POOL, 512, 512, POOL, 512, 512, POOL
  };

  @Override
  public String name() {
    return "vgg11_bn";
  }

  @Override
  public int minimumImageSize() {
    return 32; // one pixel is left after five halvings
  }

  @Override
  public Network network(int imageSize) {
    NetworkDraft draft = new NetworkDraft(imageSize, InitialWeights.KAIMING_NORMAL_BY_OUTPUTS);
    Node x = draft.image();
    int feature = 0;
    for (int out : CHANNELS) {
      if (out == POOL) {
        x = draft.maxPool(x, "features." + feature++, 2, 2, 0);
      } else {
        Node convolution = draft.convolution(x, "features." + feature++, out, 3, 1, 1);
        x = draft.relu(draft.norm(convolution, "features." + feature++));
        feature++;
      }
    }
    return draft.average(x);
  }

  @Override
  public boolean ignores(String tensor) {
    return tensor.startsWith("classifier.") || NetworkArchitecture.super.ignores(tensor);
  }
}
