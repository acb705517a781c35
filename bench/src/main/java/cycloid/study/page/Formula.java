package cycloid.study.page;

/**
 * A named formula.
 *
 * @param name what it is called
 * @param colour 0 to 5, the colour that it has in the figures; -1 for none
 * @param note what the letters mean or which values they have, a paragraph a line; may be empty
 * @param mathml one complete {@code math} element
 */
public record Formula(String name, int colour, String note, String mathml) {}
