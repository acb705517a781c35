"""Reads the arrays in a folder and compares them with the numbers in the text beside each; says which differ."""
import sys
from pathlib import Path

import numpy as np

folder = Path(sys.argv[1])
faults = []


def expect(file, arrays):
    lines = (folder / (file + ".txt")).read_text(encoding="utf-8").split("\n")[:-1]
    if len(lines) != len(arrays):
        faults.append(f"{file}: names {sorted(arrays)}")
    for line in lines:
        name, dtype, shape, numbers = line.split("\t")
        shape = tuple(int(extent) for extent in shape.split())
        numbers = np.array([float(number) for number in numbers.split()])
        got = arrays[name]
        # The numbers are exact doubles; conversion to the narrower type is the reader's own.
        want = numbers.reshape(shape).astype(dtype)
        if got.dtype != want.dtype or got.shape != shape or got.tobytes() != want.tobytes():
            if not np.array_equal(got, want, equal_nan=True) or got.dtype != want.dtype:
                faults.append(f"{file} {name!r}: {got.dtype} {got.shape} {got.ravel()[:9]}")


checked = 0
for file in sorted(folder.iterdir()):
    if file.suffix == ".npy":
        expect(file.name, {"": np.load(file)})
    elif file.suffix == ".npz":
        with np.load(file) as archive:
            expect(file.name, {name: archive[name] for name in archive.files})
    elif file.suffix == ".safetensors":
        try:
            from safetensors.numpy import load_file
        except ImportError:
            print("without safetensors")
            continue
        expect(file.name, load_file(file))
    else:
        continue
    checked += 1
print("files read:", checked)
print("\n".join(faults))
sys.exit(1 if faults else 0)
