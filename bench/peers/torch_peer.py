"""PyTorch on the work of ./cycloid bench: the same names, sizes and kinds of numbers, on the processor.

usage: torch_peer.py [THREADS] [FILTER] [SECONDS]

    THREADS   of PyTorch; 1 unless given
    FILTER    a part of the names, or a regular expression; everything unless given
    SECONDS   how long each benchmark is measured; 0.6 unless given

Prints one JSON object a line: bench, impl, threads, ns (the best time of a call), median_ns. With - as FILTER it stays:
it takes exact names from standard input, one a line, and ends each answer by an empty line.
"""

import json
import re
import statistics
import sys
import time

# Every benchmark is family/size, for the families and sizes of this table. A test of the
# Java side reads it.
BENCHMARKS = {
    "sgemm": ["16", "64", "128", "256", "512", "1024", "2048"],
    "sgemm_nt": ["16", "64", "128", "256", "512", "1024", "2048"],
    "sgemm_tn": ["16", "64", "128", "256", "512", "1024", "2048"],
    "sgemm_tt": ["16", "64", "128", "256", "512", "1024", "2048"],
    "dgemm": ["16", "64", "128", "256", "512", "1024", "2048"],
    "dgemm_nt": ["16", "64", "128", "256", "512", "1024", "2048"],
    "dgemm_tn": ["16", "64", "128", "256", "512", "1024", "2048"],
    "dgemm_tt": ["16", "64", "128", "256", "512", "1024", "2048"],
    "add": ["1000", "1000000"],
    "exp": ["1000", "1000000"],
    "tanh": ["1000", "1000000"],
    "gelu": ["1000", "1000000"],
    "sigmoid": ["1000", "1000000"],
    "log": ["1000", "1000000"],
    "sum": ["1000", "1000000"],
    "dot": ["1000", "1000000"],
    "norm": ["1000", "1000000"],
    "softmax": ["512x1024"],
    "layer_norm": ["512x1024"],
    "sum_axis0": ["512x1024"],
    "transpose_copy": ["512x1024"],
    "adamw_fused": ["4096", "1000000", "10000000"],
    "adamw_default": ["4096", "1000000", "10000000"],
    "newton_schulz_f32": ["256", "1024"],
    "muon": ["256"],
    "mlp_step_adamw": ["tiny", "small", "medium", "large"],
    "mlp_step_sgdm": ["tiny", "small", "medium", "large"],
    "cnn_step_adamw": ["64x28x28"],
    "transformer_step_adamw": ["b16t64d128"],
}

MLPS = {  # widths of the layers, size of the batch
    "tiny": ([2, 16, 2], 4),
    "small": ([64, 32, 10], 32),
    "medium": ([784, 512, 512, 10], 128),
    "large": ([1024, 2048, 2048, 1000], 256),
}

# So small that a network stays as it began: one that has learned its only batch has gradients below the normal range of
# floats, on which processors are many times slower.
RATE = 1e-9

SAMPLE = 0.01  # seconds; calls are timed in groups as long as this


def product(dtype, a_transposed, b_transposed):
    def make(size):
        n = int(size)
        a, b = torch.rand(n, n, dtype=dtype), torch.rand(n, n, dtype=dtype)
        c = torch.empty(n, n, dtype=dtype)
        a, b = (a.T if a_transposed else a), (b.T if b_transposed else b)
        return lambda: torch.mm(a, b, out=c)

    return make


def on_vectors(function):
    """A function of normal numbers x, y of one length, and an array z to write to."""

    def make(size):
        n = int(size)
        x, y, z = torch.randn(n), torch.randn(n), torch.empty(n)
        return lambda: function(x, y, z)

    return make


def logarithm(size):
    x, z = torch.randn(int(size)).abs(), torch.empty(int(size))
    return lambda: torch.log(x, out=z)


def on_matrix(function):
    def make(size):
        rows, columns = map(int, size.split("x"))
        x = torch.randn(rows, columns)
        return lambda: function(x)

    return make


def layer_norm(size):
    rows, columns = map(int, size.split("x"))
    x, weight, bias = torch.randn(rows, columns), torch.ones(columns), torch.zeros(columns)
    return lambda: functional.layer_norm(x, (columns,), weight, bias)


def adamw(**options):
    def make(size):
        p = torch.rand(int(size), requires_grad=True)
        p.grad = torch.rand(int(size))
        return torch.optim.AdamW([p], **options).step

    return make


def newton_schulz(size):
    g = torch.rand(int(size), int(size))

    def iterate():
        x = g / (g.norm() + 1e-7)
        for _ in range(5):
            s = x @ x.T
            x = 3.4445 * x + (-4.7750 * s + 2.0315 * s @ s) @ x
        return x

    return iterate


def muon(size):
    """PyTorch's own, which computes in bfloat16."""
    p = torch.rand(int(size), int(size), requires_grad=True)
    p.grad = torch.rand(int(size), int(size))
    return torch.optim.Muon([p], lr=1e-3).step


def training_step(model, optimizer, x, labels):
    def step():
        optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(model(x), labels).backward()
        optimizer.step()

    return step


def adamw_of(parameters):
    return torch.optim.AdamW(parameters, lr=RATE)


def mlp_step(optimizer):
    def make(size):
        widths, batch = MLPS[size]
        layers = []
        for inputs, outputs in zip(widths, widths[1:]):
            layers += [torch.nn.Linear(inputs, outputs), torch.nn.ReLU()]
        model = torch.nn.Sequential(*layers[:-1])
        x, labels = torch.randn(batch, widths[0]), torch.randint(0, widths[-1], (batch,))
        return training_step(model, optimizer(model.parameters()), x, labels)

    return make


def cnn_step(size):
    """Two convolutions, each halved by pooling, and a linear layer; the size names batch and image."""
    batch, rows, columns = map(int, size.split("x"))
    first, second, classes = 16, 32, 10
    model = torch.nn.Sequential(
        torch.nn.Conv2d(1, first, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Conv2d(first, second, 3, padding=1),
        torch.nn.ReLU(),
        torch.nn.MaxPool2d(2),
        torch.nn.Flatten(),
        torch.nn.Linear(second * (rows // 4) * (columns // 4), classes),
    )
    x, labels = torch.randn(batch, 1, rows, columns), torch.randint(0, classes, (batch,))
    return training_step(model, adamw_of(model.parameters()), x, labels)


def transformer_step(size):
    """A language model of one causal block; the size names batch, positions (here "t") and width."""
    batch, positions, width = map(int, re.fullmatch(r"b(\d+)t(\d+)d(\d+)", size).groups())
    words, heads = 96, 4

    class Model(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.words = torch.nn.Embedding(words, width)
            self.positions = torch.nn.Parameter(torch.zeros(positions, width))
            self.norm1, self.norm2, self.norm3 = (torch.nn.LayerNorm(width) for _ in range(3))
            self.projections = torch.nn.Linear(width, 3 * width)
            self.joined = torch.nn.Linear(width, width)
            self.linear1 = torch.nn.Linear(width, 4 * width)
            self.linear2 = torch.nn.Linear(4 * width, width)
            self.head = torch.nn.Linear(width, words)

        def forward(self, text):
            x = self.words(text) + self.positions
            cut = self.projections(self.norm1(x)).view(batch, positions, 3, heads, width // heads)
            query, key, value = cut.permute(2, 0, 3, 1, 4)
            mixed = functional.scaled_dot_product_attention(query, key, value, is_causal=True)
            x = x + self.joined(mixed.transpose(1, 2).reshape(batch, positions, width))
            x = x + self.linear2(functional.gelu(self.linear1(self.norm2(x))))
            return self.head(self.norm3(x)).flatten(0, 1)

    model = Model()
    text = torch.randint(0, words, (batch, positions))
    following = torch.randint(0, words, (batch * positions,))
    return training_step(model, adamw_of(model.parameters()), text, following)


def makers():
    """For each family what makes, of a size, the function that is timed."""
    made = {
        "add": on_vectors(lambda x, y, z: torch.add(x, y, out=z)),
        "exp": on_vectors(lambda x, y, z: torch.exp(x, out=z)),
        "tanh": on_vectors(lambda x, y, z: torch.tanh(x, out=z)),
        "gelu": on_vectors(lambda x, y, z: functional.gelu(x)),
        "sigmoid": on_vectors(lambda x, y, z: torch.sigmoid(x, out=z)),
        "log": logarithm,
        "sum": on_vectors(lambda x, y, z: torch.sum(x)),
        "dot": on_vectors(lambda x, y, z: torch.dot(x, y)),
        "norm": on_vectors(lambda x, y, z: torch.linalg.vector_norm(x)),
        "softmax": on_matrix(lambda x: torch.softmax(x, -1)),
        "layer_norm": layer_norm,
        "sum_axis0": on_matrix(lambda x: x.sum(0)),
        "transpose_copy": on_matrix(lambda x: x.T.contiguous()),
        "adamw_fused": adamw(fused=True),
        "adamw_default": adamw(),
        "newton_schulz_f32": newton_schulz,
        "muon": muon,
        "mlp_step_adamw": mlp_step(adamw_of),
        "cnn_step_adamw": cnn_step,
        "transformer_step_adamw": transformer_step,
        "mlp_step_sgdm": mlp_step(lambda p: torch.optim.SGD(p, lr=RATE, momentum=0.9)),
    }
    for letter, dtype in (("s", torch.float32), ("d", torch.float64)):
        for suffix in ("", "_nt", "_tn", "_tt"):
            made[letter + "gemm" + suffix] = product(dtype, suffix[1:2] == "t", suffix[2:] == "t")
    return made


def sample(function, calls):
    begun = time.perf_counter()
    for _ in range(calls):
        function()
    return (time.perf_counter() - begun) / calls * 1e9


def measure(function, seconds):
    """Nanoseconds of a call: the best and the median."""
    sample(function, 3)
    calls = max(1, int(SAMPLE * 1e9 / max(1, sample(function, 3))))
    samples = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(samples) < 5:
        samples.append(sample(function, calls))
    return min(samples), statistics.median(samples)


def run(made, name, threads, seconds):
    family, _, size = name.partition("/")
    best, median = measure(made[family](size), seconds)
    print(
        json.dumps(
            {
                "bench": name,
                "impl": "torch",
                "threads": threads,
                "ns": round(best, 1),
                "median_ns": round(median, 1),
            }
        ),
        flush=True,
    )


def chooser(pattern):
    try:
        return re.compile(pattern).search
    except re.error:
        return lambda name: pattern in name


def main(arguments):
    threads = int(arguments[0]) if len(arguments) > 0 else 1
    pattern = arguments[1] if len(arguments) > 1 else ""
    seconds = float(arguments[2]) if len(arguments) > 2 else 0.6
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    made = makers()
    assert made.keys() == BENCHMARKS.keys()
    names = [f"{family}/{size}" for family, sizes in BENCHMARKS.items() for size in sizes]
    if pattern == "-":
        print(json.dumps({"ready": "torch " + torch.__version__}), flush=True)
        for line in sys.stdin:
            if line.strip() in names:
                run(made, line.strip(), threads, seconds)
            print(flush=True)
        return
    for name in filter(chooser(pattern), names):
        run(made, name, threads, seconds)


if __name__ == "__main__":
    import torch
    import torch.nn.functional as functional

    try:
        main(sys.argv[1:])
    except KeyboardInterrupt:
        sys.exit(130)
