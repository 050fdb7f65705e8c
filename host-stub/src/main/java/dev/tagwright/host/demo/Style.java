package dev.tagwright.host.demo;

/**
 * What a sender's papers have in common to the eye, chosen once for the house.
 *
 * @param size of the text in points
 * @param margin left and right, in points
 * @param leading height of a line, as a multiple of the size
 * @param meta how names and values stand: 0 a block on the right, 1 a row across, 2 lines below the address
 * @param table 0 with rules, 1 striped, 2 plain, 3 with a coloured head
 * @param foot 0 columns, 1 one centred line, 2 lines on the left
 * @param inkedSubject whether the subject is in the sender's colour
 */
record Style(float size, float margin, float leading, int meta, int table, int foot, boolean inkedSubject, int ink) {

    static final int BLACK = 0x1a1a1a;
    static final int GREY = 0x6a6a6a;

    static Style of(Senders.Look look, long house) {
        Chance chance = new Chance(Chance.seed(house, "style"));
        double size = look.font().equals("mono") ? chance.between(8.2, 8.8) : chance.between(9.2, 10.8);
        return new Style(
                (float) size,
                (float) chance.between(48, 74),
                (float) chance.between(1.3, 1.5),
                chance.between(0, 2),
                chance.between(0, 3),
                chance.between(0, 2),
                chance.percent(50),
                look.ink());
    }
}
