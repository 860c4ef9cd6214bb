package org.parfocal.learning.safetensors;

import java.nio.file.Path;
import org.parfocal.api.FileFormat;

/** What to do with a file of another format that was given for a safetensors file. */
final class Conversion {
  private static final String OWN_SHELL_WORD = "[\\w./~-]+";

  private Conversion() {}

  /** What a file is and what to do, to follow its name. */
  static String sentence(Path file, FileFormat format) {
    return "it is " + format.what() + "; " + format.remedy().orElseGet(() -> remedy(file, format));
  }

  private static String remedy(Path file, FileFormat format) {
    return switch (format) {
      case PYTORCH -> "this command converts it: " + command(file);
      case TORCH_SCRIPT ->
          "load it in Python with torch.jit.load and write its state_dict() with"
              + " safetensors.torch.save_file";
      case NUMPY -> "write them with safetensors.numpy.save_file";
      case DL4J, HDF5, PARQUET -> "write its tensors as safetensors under PyTorch's names";
      case GGUF -> "give the safetensors file that it was made from";
      case JSON ->
          "which the index of a model in several files is; give one safetensors file that holds all"
              + " tensors";
      case ONNX ->
          "write the weights of the network that it was exported from with"
              + " safetensors.torch.save_file(model.state_dict(), 'out.safetensors')";
      default -> "give a safetensors file";
    };
  }

  /**
   * Reads no code: {@code weights_only}. Training checkpoints hold the weights among other things.
   */
  private static String command(Path file) {
    String name = file.toString();
    String from = name.matches(OWN_SHELL_WORD) ? name : "in.pth";
    String to = from.replaceFirst("\\.\\w+$", "") + ".safetensors";
    return ("python3 -c \"import torch, safetensors.torch as s; w = torch.load('%s',"
            + " map_location='cpu', weights_only=True); w = w.get('state_dict', w.get('model', w));"
            + " s.save_file({k: v.clone().contiguous() for k, v in w.items() if torch.is_tensor(v)},"
            + " '%s')\"")
        .formatted(from, to);
  }
}
