"""Writes arrays of every kind into a folder, and beside each file its numbers as text, one a line after the shape."""
import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
rng = np.random.default_rng(7)


def note(file, arrays):
    lines = []
    for name, array in arrays.items():
        shape = " ".join(str(extent) for extent in array.shape)
        numbers = " ".join(repr(float(number)) for number in array.ravel())
        lines.append("\t".join([name, shape, numbers]))
    (folder / (file + ".txt")).write_text("\n".join(lines) + "\n", encoding="utf-8")


def sample(dtype, shape):
    kind = np.dtype(dtype).kind
    if kind == "f":
        return (rng.standard_normal(shape) * 10.0 ** rng.integers(-3, 4, shape)).astype(dtype)
    if kind == "b":
        return rng.random(shape) < 0.5
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max, shape, dtype=dtype, endpoint=True)


TYPES = ["f2", "f4", "f8", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "?"]
SHAPES = [(), (5,), (1,), (0,), (3, 4), (2, 0, 3), (2, 3, 4), (7000, 3)]
arrays = {}
for dtype in TYPES:
    for k, shape in enumerate(SHAPES):
        array = np.asarray(sample(dtype, shape), dtype=dtype)
        arrays[f"{dtype.strip('?') or 'b1'}_{k}"] = array
        for order in "<>":
            for layout in "CF":
                written = np.array(array, dtype=np.dtype(dtype).newbyteorder(order), order=layout)
                file = f"{dtype.strip('?') or 'b1'}_{k}_{'be' if order == '>' else 'le'}_{layout}.npy"
                np.save(folder / file, written)
                note(file, {"": array})
special = np.array([np.nan, np.inf, -np.inf, -0.0, 5e-324, 1.7976931348623157e308])
np.save(folder / "special.npy", special)
note("special.npy", {"": special})
for version in [(1, 0), (2, 0), (3, 0)]:
    file = f"version{version[0]}.npy"
    with open(folder / file, "wb") as out:
        np.lib.format.write_array(out, arrays["f8_6"], version=version)
    note(file, {"": arrays["f8_6"]})
strided = arrays["f8_7"][::-3, 1:]
np.save(folder / "strided.npy", strided)
note("strided.npy", {"": strided})
np.savez(folder / "stored.npz", **arrays)
note("stored.npz", arrays)
np.savez_compressed(folder / "deflated.npz", **arrays)
note("deflated.npz", arrays)
np.savez(folder / "names.npz", **{"layer/weight": special, "β": strided})
note("names.npz", {"layer/weight": special, "β": strided})
try:
    from safetensors.numpy import save_file

    save_file(arrays, folder / "all.safetensors", {"k": "v\n\u5c42"})
    note("all.safetensors", arrays)
except ImportError:
    print("without safetensors")
