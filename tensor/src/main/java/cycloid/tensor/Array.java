package cycloid.tensor;

/**
 * The vocabulary of array mathematics, in NumPy's words.
 *
 * <p>Written once over {@code Array}, a model runs on numbers ({@link Tensor}) and with derivatives (the autodiff
 * variable). The {@link Primitives} are what a kind of array provides; the groups below are default methods in
 * terms of them. Shapes broadcast; dtypes never mix; nothing here modifies an operand.
 *
 * @param <A> the kind of array
 */
public interface Array<A extends Array<A>>
    extends Primitives<A>,
        ElementwiseOperations<A>,
        ActivationOperations<A>,
        ComparisonOperations<A>,
        ReductionOperations<A>,
        MovementOperations<A>,
        IndexingOperations<A>,
        OrderOperations<A>,
        ScanOperations<A>,
        NormalizationOperations<A>,
        ConvolutionOperations<A>,
        DiagonalOperations<A>,
        LinearAlgebraOperations<A> {}
