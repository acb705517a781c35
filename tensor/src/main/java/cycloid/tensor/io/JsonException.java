package cycloid.tensor.io;

/** A text is not the JSON that was asked for; says where, counted in characters. */
final class JsonException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int position;
  private final String must;
  private final String got;

  JsonException(int position, String must, String got) {
    super("json: " + must + "; got " + got + " at character " + position);
    this.position = position;
    this.must = must;
    this.got = got;
  }

  int position() {
    return position;
  }

  String must() {
    return must;
  }

  String got() {
    return got;
  }
}
