package cycloid.tensor;

/**
 * Elements chosen from an array, and where they stood along the axis that was searched.
 *
 * @param <A> the kind of array
 * @param values the elements; each has the gradient of the place it came from
 * @param indices their positions along the axis, of the same shape
 */
public record Selected<A extends Array<A>>(A values, Indices indices) {}
