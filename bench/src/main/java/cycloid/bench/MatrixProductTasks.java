package cycloid.bench;

import cycloid.simd.DType;
import cycloid.simd.Gemm;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Products of square matrices into a given array: C = A B, with A or B stored by columns where a t says so. */
final class MatrixProductTasks {
  private static final int[] SIZES = {16, 64, 128, 256, 512, 1024, 2048};

  private MatrixProductTasks() {}

  /** Which operands are transposed. */
  private enum Form {
    NN(""),
    NT("_nt"),
    TN("_tn"),
    TT("_tt");

    final String suffix;

    Form(String suffix) {
      this.suffix = suffix;
    }

    int rowStrideOfA(int n) {
      return this == NN || this == NT ? n : 1;
    }

    int rowStrideOfB(int n) {
      return this == NN || this == TN ? n : 1;
    }
  }

  static List<Task> all() {
    List<Task> tasks = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (Form form : Form.values()) {
        for (int n : SIZES) {
          tasks.add(task(dtype, form, n));
        }
      }
    }
    return tasks;
  }

  private static Task task(DType dtype, Form form, int n) {
    String name = (dtype == DType.F32 ? "sgemm" : "dgemm") + form.suffix + "/" + n;
    double elements = (double) n * n;
    Cost cost = Cost.ofElements(dtype, 2 * n * elements, 2 * elements, elements).in(0);
    Supplier<Work> prepare =
        dtype == DType.F32 ? () -> floatProduct(form, n) : () -> doubleProduct(form, n);
    return new Task(name, cost, prepare);
  }

  // spotless:off
  private static Work floatProduct(Form form, int n) {
    float[] a = Operands.uniform(DType.F32, 1, n, n).toFloatArray();
    float[] b = Operands.uniform(DType.F32, 2, n, n).toFloatArray();
    float[] c = new float[n * n];
    int aRow = form.rowStrideOfA(n);
    int bRow = form.rowStrideOfB(n);
    return () -> {
      Gemm.gemm(n, n, n, 1, a, 0, aRow, n + 1 - aRow, b, 0, bRow, n + 1 - bRow, 0, c, 0, n);
      return c;
    };
  }

  private static Work doubleProduct(Form form, int n) {
    double[] a = Operands.uniform(DType.F64, 1, n, n).toDoubleArray();
    double[] b = Operands.uniform(DType.F64, 2, n, n).toDoubleArray();
    double[] c = new double[n * n];
    int aRow = form.rowStrideOfA(n);
    int bRow = form.rowStrideOfB(n);
    return () -> {
      Gemm.gemm(n, n, n, 1, a, 0, aRow, n + 1 - aRow, b, 0, bRow, n + 1 - bRow, 0, c, 0, n);
      return c;
    };
  }
  // spotless:on
}
