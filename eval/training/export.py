"""Write the trained reader as ONNX with 8-bit weights, and say how far it is from the original.

python -m eval.training.export --trained FOLDER --base MINILM_FOLDER --out rag/reader_model
"""

import argparse
import shutil
import tempfile
from pathlib import Path

import torch

from eval.training.network import Reader

OUTPUTS = ["answers", "supports", "starts", "ends"]
LARGEST = 25_000_000
"""Bytes of the shipped model: it travels with every copy of the program."""


def main() -> None:
    """Export, quantize, and check the size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trained", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--name", default="reader.pt", help="file in the folder of the training")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    model = Reader(options.base)
    saved = torch.load(options.trained / options.name, weights_only=True, map_location="cpu")
    model.load_state_dict(saved.get("model", saved))
    model.eval()
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "whole.onnx"
        export(model, whole)
        shutil.copy(whole, options.trained / "whole.onnx")
        quantize(whole, options.out / "reader.onnx")
    shutil.copy(options.base / "tokenizer.json", options.out / "tokenizer.json")
    size = (options.out / "reader.onnx").stat().st_size
    if size > LARGEST:
        raise SystemExit(f"reader.onnx has {size:,} bytes, more than {LARGEST:,}")
    print(f"reader.onnx: {size:,} bytes")


def export(model: Reader, path: Path) -> None:
    """Write `model` as ONNX in 32-bit floats."""
    ids = torch.ones((2, 16), dtype=torch.int64)
    names = ["input_ids", "attention_mask", "token_type_ids"]
    axes = {name: {0: "batch", 1: "tokens"} for name in [*names, "starts", "ends"]}
    axes |= {name: {0: "batch"} for name in ("answers", "supports")}
    torch.onnx.export(
        model, (ids, ids, ids), str(path), input_names=names, output_names=OUTPUTS,
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantize(whole: Path, path: Path) -> None:
    """Join operations and store weights in 8 bits, one scale a column.

    Activations are scaled as they come (dynamic quantization).
    """
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    joined = whole.with_suffix(".joined.onnx")
    options = FusionOptions("bert")
    options.enable_embed_layer_norm = False
    model = optimizer.optimize_model(
        str(whole), "bert", num_heads=12, hidden_size=384, optimization_options=options
    )
    model.save_model_to_file(str(joined))
    quantize_dynamic(
        joined,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        op_types_to_quantize=["MatMul", "Attention", "Gather"],
        extra_options={"DefaultTensorType": 1},  # float: joined operations have no known type
    )


if __name__ == "__main__":
    main()
