package cycloid.autodiff.nn;

import cycloid.tensor.Array;

/** Two linear layers with an activation between, and dropout after it: the part of a transformer that mixes no positions. */
record FeedForward(Linear linear1, Activation activation, Dropout dropout, Linear linear2) {

  <A extends Array<A>> A forward(A x, Parameters<A> p) {
    return linear2.forward(hidden(x, p), p);
  }

  /** around + after(forward(x)). */
  <A extends Array<A>> A addedTo(A around, A x, Dropout after, Parameters<A> p) {
    return after.isActive()
        ? around.add(after.forward(forward(x, p), p))
        : linear2.addedTo(around, hidden(x, p), p);
  }

  private <A extends Array<A>> A hidden(A x, Parameters<A> p) {
    return dropout.forward(activation.after(linear1, x, p), p);
  }
}
