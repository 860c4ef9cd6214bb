#!/usr/bin/env python3
"""Makes the ONNX models that org.parfocal.onnx is tested with, and what PyTorch computes by them.

  tools/onnx/fixtures.py small FOLDER   the committed ones: bundles/org.parfocal.onnx/src/test/resources/fixtures
  tools/onnx/fixtures.py full FOLDER    ResNet-18 and ViT-S/16 of full size
  tools/onnx/fixtures.py large FOLDER   a ViT of 1.1 GB, in one file and with its weights beside it

Weights are random, from a fixed seed. Needs torch, torchvision, onnx (made with 1.13, 0.14, 1.12).
"""
import os
import sys

import onnx
import torch
import torchvision
from onnx import TensorProto, helper
from torch import nn

OPSET = 17


class Attention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.proj = nn.Linear(width, width)

    def forward(self, x):
        n, tokens, width = x.shape
        q, k, v = self.qkv(x).reshape(n, tokens, 3, self.heads, -1).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-2, -1) * (width // self.heads) ** -0.5).softmax(-1)
        return self.proj((weights @ v).transpose(1, 2).reshape(n, tokens, width))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.fc1 = nn.Linear(width, 4 * width)
        self.fc2 = nn.Linear(4 * width, width)

    def forward(self, x):
        return self.fc2(nn.functional.gelu(self.fc1(x)))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.norm1 = nn.LayerNorm(width, eps=1e-6)
        self.attn = Attention(width, heads)
        self.norm2 = nn.LayerNorm(width, eps=1e-6)
        self.mlp = Mlp(width)

    def forward(self, x):
        x = x + self.attn(self.norm1(x))
        return x + self.mlp(self.norm2(x))


class PatchEmbed(nn.Module):
    def __init__(self, patch, width):
        super().__init__()
        self.proj = nn.Conv2d(3, width, patch, patch)

    def forward(self, x):
        return self.proj(x).flatten(2).transpose(1, 2)


class VisionTransformer(nn.Module):
    """A ViT whose parameters have the names that timm gives them."""

    def __init__(self, size, patch, width, depth, heads, tokens=False):
        super().__init__()
        self.patch_embed = PatchEmbed(patch, width)
        self.cls_token = nn.Parameter(torch.randn(1, 1, width) * 0.02)
        self.pos_embed = nn.Parameter(torch.randn(1, (size // patch) ** 2 + 1, width) * 0.02)
        self.blocks = nn.Sequential(*[Block(width, heads) for _ in range(depth)])
        self.norm = nn.LayerNorm(width, eps=1e-6)
        self.tokens = tokens

    def forward(self, x):
        x = torch.cat([self.cls_token.expand(x.shape[0], -1, -1), self.patch_embed(x)], 1)
        x = self.norm(self.blocks(x + self.pos_embed))
        return x if self.tokens else x[:, 0]


class Changed(nn.Module):
    """A network whose images or embeddings have another form."""

    def __init__(self, network, before=lambda x: x, after=lambda x: x):
        super().__init__()
        self.network, self.before, self.after = network, before, after

    def forward(self, x):
        return self.after(self.network(self.before(x)))


def resnet18(width=64):
    network = torchvision.models.resnet18()
    if width != 64:
        network = torchvision.models.ResNet(torchvision.models.resnet.BasicBlock, [2, 2, 2, 2])
        network = narrow(width)
    network.fc = nn.Identity()
    for module in network.modules():  # statistics that are not those of a new layer
        if isinstance(module, nn.BatchNorm2d):
            module.running_mean.normal_(0, 0.1)
            module.running_var.uniform_(0.5, 1.5)
    return network


def narrow(width):
    class Narrow(torchvision.models.ResNet):
        def _make_layer(self, block, planes, blocks, stride=1, dilate=False):
            return super()._make_layer(block, planes * width // 64, blocks, stride, dilate)

    network = Narrow.__new__(Narrow)
    nn.Module.__init__(network)
    network._norm_layer = nn.BatchNorm2d
    network.inplanes, network.dilation, network.groups, network.base_width = width, 1, 1, 64
    network.conv1 = nn.Conv2d(3, width, 7, 2, 3, bias=False)
    network.bn1, network.relu = nn.BatchNorm2d(width), nn.ReLU()
    network.maxpool, network.avgpool = nn.MaxPool2d(3, 2, 1), nn.AdaptiveAvgPool2d(1)
    for layer, (planes, stride) in enumerate([(64, 1), (128, 2), (256, 2), (512, 2)], 1):
        setattr(network, f"layer{layer}",
                network._make_layer(torchvision.models.resnet.BasicBlock, planes, 2, stride))
    return network


def images(count, size):
    """Whole numbers over 500, so that every language has the same: by image, row, column, channel."""
    index = torch.arange(count * size * size * 3)
    values = (index * 7919 % 1000).float() / 500 - 1
    return values.reshape(count, size, size, 3).permute(0, 3, 1, 2).contiguous()


def export(network, path, example, fixed=False):
    axes = {} if fixed else {"image": {0: "n"}, "embedding": {0: "n"}}
    torch.onnx.export(network.eval(), example, path, opset_version=OPSET, input_names=["image"],
                      output_names=["embedding"], dynamic_axes=axes)


def note(path, **metadata):
    model = onnx.load(path)
    helper.set_model_props(model, metadata)
    onnx.save(model, path)


def expected(folder, name, rows):
    with open(os.path.join(folder, name + ".csv"), "w") as file:
        for row in rows.float():
            file.write(",".join(f"{value:.9g}" for value in row.tolist()) + "\n")


def small(folder):
    file = lambda name: os.path.join(folder, name + ".onnx")
    three = images(3, 32)
    network = resnet18(4).eval()
    export(network, file("resnet"), three)
    expected(folder, "resnet", network(three))
    vit = VisionTransformer(32, 8, 32, 2, 2).eval()
    export(vit, file("vit"), three)
    note(file("vit"), mean="[0.7, 0.55, 0.7]", std="[0.25, 0.3, 0.2]", input_size="[3, 32, 32]")
    expected(folder, "vit", vit(three))
    shown = (images(12, 32) * 500 + 500) % 256 / 255  # the same as bytes, normalised as the file notes
    mean, deviation = torch.tensor([0.7, 0.55, 0.7]), torch.tensor([0.25, 0.3, 0.2])
    expected(folder, "vit-of-bytes", vit((shown - mean[:, None, None]) / deviation[:, None, None]))
    vit.tokens = True
    export(vit, file("vit-tokens"), three)
    tokens = vit(three)
    expected(folder, "vit-tokens", torch.cat([tokens[:, 0], tokens[:, 1:].mean(1)], 1))
    vit.tokens = False
    half = Changed(vit, before=lambda x: x.float(), after=lambda x: x.half())
    export(half, file("vit-half"), three.half()[:1], fixed=True)
    expected(folder, "vit-half", half(three.half()))
    maps = nn.Sequential(nn.Conv2d(3, 4, 8, 8), nn.ReLU()).eval()
    export(maps, file("maps"), three)
    expected(folder, "maps", maps(three).mean((2, 3)))
    last = Changed(maps, before=lambda x: x.permute(0, 3, 1, 2), after=lambda x: x.mean((2, 3)))
    export(last, file("nhwc-two"), three[:2].permute(0, 2, 3, 1).contiguous(), fixed=True)
    bad(folder)


def bad(folder):
    """Files that are to be refused, each for one reason."""
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, ["n", 3, 32, 32])
    vector = helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["n", 3])

    def save(name, nodes, inputs=(image,), outputs=(vector,), opsets=(("", OPSET),), weights=()):
        graph = helper.make_graph(nodes, name, list(inputs), list(outputs), list(weights))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid(*it) for it in opsets])
        model.ir_version = 8
        onnx.save(model, os.path.join(folder, name + ".onnx"))

    mean = lambda source: helper.make_node("ReduceMean", [source], ["embedding"], axes=[2, 3], keepdims=0)
    save("opset-too-new", [mean("image")], opsets=(("", 99),))
    save("custom-operator", [helper.make_node("Magic", ["image"], ["x"], domain="lab.magic"), mean("x")],
         opsets=(("", OPSET), ("lab.magic", 1)))
    save("unknown-operator", [helper.make_node("Magic", ["image"], ["x"]), mean("x")])
    save("not-finite", [helper.make_node("Log", ["image"], ["x"]), mean("x")])
    save("two-inputs", [helper.make_node("Add", ["image", "other"], ["x"]), mean("x")],
         inputs=(image, helper.make_tensor_value_info("other", TensorProto.FLOAT, ["n", 3, 32, 32])))
    save("text-input", [helper.make_node("Cast", ["tokens"], ["embedding"], to=TensorProto.FLOAT)],
         inputs=(helper.make_tensor_value_info("tokens", TensorProto.INT64, ["n", 3]),))
    save("one-vector-for-all", [helper.make_node("ReduceMean", ["image"], ["embedding"], axes=[0, 2, 3], keepdims=0)],
         outputs=(helper.make_tensor_value_info("embedding", TensorProto.FLOAT, [3]),))
    for name, location in (("data-above", "../weights.bin"), ("data-absolute", "/etc/passwd"),
                           ("data-beside", "weights.bin")):
        weight = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[3], data_location=TensorProto.EXTERNAL)
        for key, value in (("location", location), ("offset", "0"), ("length", "12")):
            weight.external_data.add(key=key, value=value)
        save(name, [mean("image"), ], weights=(weight,),
             outputs=(vector, helper.make_tensor_value_info("w", TensorProto.FLOAT, [3])))


def full(folder):
    for name, network in (("resnet18", resnet18()), ("vit_small_patch16", VisionTransformer(224, 16, 384, 12, 6))):
        example = images(4, 224)
        network.eval()
        export(network, os.path.join(folder, name + ".onnx"), example)
        torch.jit.trace(network, example[:1]).save(os.path.join(folder, name + ".pt"))
        expected(folder, name, network(example))


def large(folder):
    path = os.path.join(folder, "vit-single.onnx")
    export(VisionTransformer(224, 16, 1024, 22, 16), path, images(1, 224))
    onnx.save_model(onnx.load(path), os.path.join(folder, "vit-beside.onnx"), save_as_external_data=True,
                    location="vit-beside.onnx.data")


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] not in ("small", "full", "large"):
        sys.exit(__doc__)
    os.makedirs(sys.argv[2], exist_ok=True)
    torch.manual_seed(1)
    with torch.no_grad():
        {"small": small, "full": full, "large": large}[sys.argv[1]](sys.argv[2])
