package cycloid.autodiff.nn;

import cycloid.tensor.Array;

/** Two linear layers with an activation between, and dropout after it: the part of a transformer that mixes no positions. */
record FeedForward(Linear linear1, Activation activation, Dropout dropout, Linear linear2) {

  <A extends Array<A>> A forward(A x, Parameters<A> p) {
    A hidden = activation.after(linear1, x, p);
    return linear2.forward(dropout.forward(hidden, p), p);
  }
}
