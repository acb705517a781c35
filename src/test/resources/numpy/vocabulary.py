"""Writes ops.safetensors into a folder: operations of the vocabulary on random shapes, with what NumPy computes.

Names and parameters are PyTorch's. Shapes have 0 to 4 axes, some of them empty. The numbers of an array differ in size and
are at least 0.1, so that operations marked smooth have derivatives there.
"""
import json
import sys
from pathlib import Path

import numpy as np

rng = np.random.default_rng(int(sys.argv[2]))
ROUNDS = 12
tensors, cases = {}, {}


def case(op, args, inputs, outputs, smooth=False):
    name = f"{op}_{len(cases)}"
    outputs = outputs if isinstance(outputs, list) else [outputs]
    named = {f"in{i}": x for i, x in enumerate(inputs)}
    named |= {"out" if len(outputs) == 1 else f"out{i}": y for i, y in enumerate(outputs)}
    for key, value in named.items():
        value = np.asarray(value)
        tensors[f"{name}/{key}"] = value.astype(np.int64 if value.dtype.kind in "iu" else np.float64)
    cases[name] = {"op": op, "args": args, "smooth": smooth}


def write(path):
    header, data = {"__metadata__": {name: json.dumps(case) for name, case in cases.items()}}, b""
    for name, array in tensors.items():
        raw = np.ascontiguousarray(array).tobytes()
        header[name] = {
            "dtype": "I64" if array.dtype == np.int64 else "F64",
            "shape": list(array.shape),
            "data_offsets": [len(data), len(data) + len(raw)],
        }
        data += raw
    text = json.dumps(header).encode()
    path.write_bytes(len(text).to_bytes(8, "little") + text + data)


def numbers(shape):
    size = int(np.prod(shape, dtype=int))
    sizes = 0.1 + 2 * (rng.permutation(size) + 0.5) / max(size, 1)
    return (sizes * rng.choice([-1, 1], size)).reshape(shape)


def random_shape(least=0):
    return tuple(int(rng.integers(0 if rng.random() < 0.1 else 1, 5)) for _ in range(rng.integers(least, 5)))


def random_axes(rank):
    """Some axes, a few of them counted from the end; None stands for all."""
    if rank == 0 or rng.random() < 0.2:
        return None
    chosen = rng.permutation(rank)[: rng.integers(1, rank + 1)]
    return [int(axis - rank if rng.random() < 0.4 else axis) for axis in chosen]


def reductions():
    x = numbers(random_shape())
    axes, keep = random_axes(x.ndim), bool(rng.random() < 0.5)
    args, along = {"dim": axes, "keepdim": keep}, None if axes is None else tuple(axes)
    some = np.where(rng.random(x.shape) < 0.5, x, 0)
    case("sum", args, [x], x.sum(along, keepdims=keep), True)
    case("prod", args, [x], x.prod(along, keepdims=keep), True)
    case("any", args, [some], some.any(along, keepdims=keep).astype(float))
    case("all", args, [some], some.all(along, keepdims=keep).astype(float))
    case("count_nonzero", args, [some], np.sum(some != 0, along, keepdims=keep).astype(float))
    if x.size:
        case("mean", args, [x], x.mean(along, keepdims=keep), True)
        case("var", args | {"correction": 0}, [x], x.var(along, keepdims=keep), True)
        case("amax", args, [x], x.max(along, keepdims=keep), True)
        case("amin", args, [x], x.min(along, keepdims=keep), True)
        case("logsumexp", args, [x], np.log(np.exp(x).sum(along, keepdims=keep)), True)
        q = float(rng.random())
        case("quantile", args | {"q": q}, [x], np.quantile(x, q, along, keepdims=keep), True)
        case("norm", args | {"p": "inf"}, [x], abs(x).max(along, keepdims=keep), True)
        for p in (0.5, 1, 2, 3):
            norm = (abs(x) ** p).sum(along, keepdims=keep) ** (1 / p)
            case("norm", args | {"p": p}, [x], norm, True)


def along_an_axis():
    x = numbers(random_shape(1))
    rank, ties = x.ndim, np.round(x)
    axis = int(rng.integers(-rank, rank))
    extent = x.shape[axis]
    args = {"dim": axis}
    case("cumsum", args, [x], x.cumsum(axis), True)
    case("cumprod", args, [x], x.cumprod(axis), True)
    n = int(rng.integers(0, 3))
    case("diff", args | {"n": n}, [x], np.diff(x, n, axis), True)
    for descending in (False, True):
        sign = -1 if descending else 1
        order = np.argsort(sign * ties, axis, kind="stable")
        result = [np.take_along_axis(ties, order, axis), order]
        case("sort", args | {"descending": descending}, [ties], result)
        case("sort", args | {"descending": descending}, [x], [sign * np.sort(sign * x, axis), np.argsort(sign * x, axis)], True)
    chosen = rng.integers(0, extent, rng.integers(0, 6)) if extent else np.zeros(0, int)
    case("index_select", args, [x, chosen], x.take(chosen, axis))
    counts = [int(c) for c in rng.integers(0, 3, extent)]
    case("repeat_interleave_counts", args | {"repeats": counts}, [x], x.repeat(counts, axis), True)
    more = list(x.shape)
    more[axis] = 2
    y = numbers(more)
    case("concat", args, [x, y], np.concatenate([x, y], axis), True)
    cuts = sorted(int(c) for c in rng.integers(0, extent + 1, 2))
    sizes = [cuts[0], cuts[1] - cuts[0], extent - cuts[1]]
    case("split", args | {"sizes": sizes}, [x], np.split(x, cuts, axis), True)
    if x.size:
        index = rng.integers(0, extent, more)
        case("take_along_dim", args, [x, index], np.take_along_axis(x, index, axis))
        added, put = x.copy(), x.copy()
        for at in np.ndindex(*more):
            to = list(at)
            to[axis] = index[at]
            added[tuple(to)] += y[at]
            put[tuple(to)] = y[at]
        case("scatter_add", args, [x, index, y], added)
        case("scatter", args, [x, index, y], put)
        for keep in (False, True):
            case("argmax", args | {"keepdim": keep}, [ties], ties.argmax(axis, keepdims=keep))
            case("argmin", args | {"keepdim": keep}, [ties], ties.argmin(axis, keepdims=keep))


def movement():
    x = numbers(random_shape(1))
    rank = x.ndim
    order = [int(axis) for axis in rng.permutation(rank)]
    some = order[: rng.integers(1, rank + 1)]
    shifts = [int(s) for s in rng.integers(-7, 8, len(some))]
    case("permute", {"dims": order}, [x], x.transpose(order), True)
    case("movedim", {"source": some, "destination": some[::-1]}, [x], np.moveaxis(x, some, some[::-1]), True)
    case("roll", {"dims": some, "shifts": shifts}, [x], np.roll(x, shifts, some), True)
    case("flip", {"dims": some}, [x], np.flip(x, some), True)
    reps = [int(r) for r in rng.integers(0, 4, rng.integers(1, 5))]
    case("tile", {"reps": reps}, [x], np.tile(x, reps), True)
    slices = []
    for _ in range(rng.integers(1, rank + 1)):
        start, stop = (int(b) if rng.random() < 0.7 else None for b in rng.integers(-6, 7, 2))
        slices.append([start, stop, int(rng.choice([1, 2, 3, -1, -2]))])
    case("slice", {"starts_stops_steps": slices}, [x], x[tuple(slice(*s) for s in slices)], True)
    widths = rng.integers(0, 4, (rank, 2))
    for mode, numpy_mode in (("constant", "constant"), ("replicate", "edge"), ("circular", "wrap"), ("reflect", "reflect")):
        if mode != "constant":
            widths = np.minimum(widths, np.array(x.shape)[:, None] - 1)
        if x.size or mode == "constant":
            flat = [int(w) for w in widths[::-1].ravel()]
            case("pad", {"mode": mode, "pad": flat}, [x], np.pad(x, widths, numpy_mode), True)
    if rank > 1:
        offset, (first, second) = int(rng.integers(-3, 4)), order[:2]
        case("diagonal", {"offset": offset, "dim1": first, "dim2": second}, [x], x.diagonal(offset, first, second), True)
        case("tril", {"diagonal": offset}, [x], np.tril(x, offset), True)
        case("triu", {"diagonal": offset}, [x], np.triu(x, offset), True)
        case("rot90", {"k": offset, "dims": [first, second]}, [x], np.rot90(x, offset, (first, second)), True)


def products():
    extents = {name: int(rng.integers(0 if rng.random() < 0.1 else 1, 4)) for name in "abcdef"}
    terms = ["".join(rng.choice(list(extents), rng.integers(0, 5))) for _ in range(rng.integers(1, 5))]
    used = sorted(set("".join(terms)))
    output = "".join(rng.permutation(used)[: rng.integers(0, len(used) + 1)]) if used else ""
    x = [numbers([extents[name] for name in term]) for term in terms]
    batched = [numbers([*[(2, 3), (1, 3), (3,), ()][rng.integers(4)], *array.shape]) for array in x]
    for equation, operands in (
        (",".join(terms) + "->" + output, x),
        (",".join(terms), x),
        ("..." + ",...".join(terms) + "->..." + output, batched),
    ):
        case("einsum", {"equation": equation}, operands, np.einsum(equation, *operands), True)
    a, b = numbers(random_shape()[:3]), numbers(random_shape()[:3])
    case("kron", {}, [a, b], np.kron(a, b), True)
    m = [int(e) for e in rng.integers(1, 5, 5)]
    chain = [numbers(m[i : i + 2]) for i in range(4)]
    case("multi_dot", {}, chain, np.linalg.multi_dot(chain), True)
    a, b = numbers(m[:3]), numbers([m[2], m[3], m[1]])
    case("tensordot", {"dims": [[1, -1], [2, 0]]}, [a, b], np.tensordot(a, b, ([1, 2], [2, 0])), True)


def places():
    x, edges = numbers(random_shape()), np.sort(numbers((rng.integers(1, 7),)))
    for right in (False, True):
        wanted = edges.searchsorted(x, "right" if right else "left")
        case("searchsorted", {"right": right}, [edges, x], wanted)
    case("masked_select", {}, [x, (x > 0).astype(float)], x[x > 0])
    case("unique", {}, [np.round(x)], np.unique(np.round(x)))
    whole = rng.integers(0, 7, rng.integers(1, 20))
    case("bincount", {"minlength": 5}, [whole], np.bincount(whole, minlength=5))
    y = numbers((3, 4, 2))
    i, j = rng.integers(-3, 3, (2, 1)), rng.integers(-4, 4, 3)
    case("advanced_index", {}, [y, i, j], y[i, j])


for _ in range(ROUNDS):
    reductions()
    along_an_axis()
    movement()
    products()
    places()
write(Path(sys.argv[1]) / "ops.safetensors")
