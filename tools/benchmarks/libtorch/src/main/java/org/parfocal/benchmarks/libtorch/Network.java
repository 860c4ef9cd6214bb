package org.parfocal.benchmarks.libtorch;

/** A backbone, from images {@code [n, 3, h, w]} to embeddings {@code [n, d]}. */
@FunctionalInterface
interface Network {
  /** Leads the images through all layers. */
  Flow apply(Flow images);

  /** The backbone of that name in study files. */
  static Network of(String name) {
    return switch (name) {
      case "small-cnn" -> new SmallCnn();
      case "resnet18" -> ResNet.EIGHTEEN;
      case "resnet50" -> ResNet.FIFTY;
      case "squeezenet1_0" -> new SqueezeNet();
      case "mobilenet_v2" -> new MobileNet();
      case "vgg11_bn" -> new Vgg();
      case "smse-cnn" -> new SmseCnn();
      default -> throw new IllegalArgumentException("libtorch has no backbone " + name + " here");
    };
  }
}
