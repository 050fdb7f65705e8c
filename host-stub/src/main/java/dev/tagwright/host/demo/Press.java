package dev.tagwright.host.demo;

import java.util.List;

/** Sets one paper in type, page after page, in the style of its sender. */
final class Press {

    private static final float BOTTOM = Sheet.HEIGHT - 78;

    private final Sheet sheet;
    private final Style style;
    private final Letterhead letterhead;
    private final float left;
    private final float right;
    private float y;

    private Press(Sheet sheet, Senders.Sender sender, Style style) {
        this.sheet = sheet;
        this.style = style;
        this.letterhead = new Letterhead(sheet, sender, style);
        this.left = style.margin();
        this.right = Sheet.WIDTH - style.margin();
    }

    /** Returns the PDF file of a paper. */
    static byte[] print(DemoDocument document) {
        Style style = Style.of(document.sender().look(), document.house());
        try (Sheet sheet = new Sheet(document.sender().look().font())) {
            Press press = new Press(sheet, document.sender(), style);
            press.set(document.paper());
            return sheet.bytes(document.seed());
        }
    }

    private void set(Paper paper) {
        float top = letterhead.head();
        float addressEnd = letterhead.address(top, paper.recipient());
        letterhead.foot(sheet.pages());
        y = Math.max(addressEnd, top + 74) + 14;
        for (Paper.Block block : paper.blocks()) {
            if (block instanceof Paper.Meta meta) {
                meta(meta.pairs(), top + 10);
            } else if (block instanceof Paper.Subject subject) {
                room(40);
                y += 12;
                lines(subject.text(), style.size() + 2, true, style.inkedSubject() ? style.ink() : Style.BLACK, left);
                y += 6;
            } else if (block instanceof Paper.Heading heading) {
                room(44);
                y += 6;
                lines(heading.text(), style.size() + 0.6f, true, Style.BLACK, left);
            } else if (block instanceof Paper.Text text) {
                lines(text.text(), style.size(), false, Style.BLACK, left);
                y += style.size() * 0.6f;
            } else if (block instanceof Paper.Bullets bullets) {
                for (String item : bullets.items()) {
                    room(style.size() * 2);
                    sheet.text(left + 6, y + style.size(), style.size(), false, style.ink(), "•");
                    lines(item, style.size(), false, Style.BLACK, left + 20);
                }
                y += style.size() * 0.6f;
            } else if (block instanceof Paper.Pairs pairs) {
                pairs(pairs.pairs());
            } else if (block instanceof Paper.Table table) {
                table(table);
            } else if (block instanceof Paper.Signature signature) {
                signature(signature.text());
            } else if (block instanceof Paper.Cut cut) {
                room(70);
                y += 10;
                for (float x = left; x < right; x += 9) {
                    sheet.line(x, y, x + 5, y, 0.5f, Style.GREY);
                }
                y += 8;
                lines(cut.text(), style.size(), false, Style.BLACK, left);
                y += 22;
                sheet.line(left, y, left + 190, y, 0.5f, Style.BLACK);
            }
        }
    }

    /** Begins another page unless this much height is left. */
    private void room(float height) {
        if (y + height > BOTTOM) {
            sheet.nextPage();
            letterhead.foot(sheet.pages());
            y = 60;
        }
    }

    private void lines(String text, float size, boolean heavy, int ink, float from) {
        for (String line : sheet.wrap(text, size, heavy, right - from)) {
            room(size * style.leading());
            y += size * style.leading();
            sheet.text(from, y, size, heavy, ink, line);
        }
    }

    private void meta(List<String[]> pairs, float top) {
        float size = style.size() - 0.8f;
        switch (style.meta()) {
            case 0 -> {
                float at = top + 22;
                for (String[] pair : pairs) {
                    sheet.text(right - 205, at, size, false, Style.GREY, pair[0]);
                    sheet.textRight(right, at, size, true, Style.BLACK, pair[1]);
                    at += size * 1.5f;
                }
                y = Math.max(y, at + 4);
            }
            case 1 -> {
                y += 4;
                float step = (right - left) / Math.max(1, pairs.size());
                for (int i = 0; i < pairs.size(); i++) {
                    sheet.text(left + i * step, y, 7, false, Style.GREY, pairs.get(i)[0]);
                    sheet.text(
                            left + i * step,
                            y + 11,
                            fitting(pairs.get(i)[1], size, step - 6),
                            true,
                            Style.BLACK,
                            pairs.get(i)[1]);
                }
                y += 16;
                sheet.line(left, y, right, y, 0.5f, style.ink());
            }
            default -> {
                for (String[] pair : pairs) {
                    y += size * 1.4f;
                    sheet.text(
                            left, y, size, false, Style.BLACK, pair[0].isEmpty() ? pair[1] : pair[0] + ": " + pair[1]);
                }
            }
        }
    }

    /** Returns the size, or a smaller one at which the text fits. */
    private float fitting(String text, float size, float width) {
        float needed = sheet.width(text, size, true);
        return needed <= width ? size : size * width / needed;
    }

    private void pairs(List<String[]> pairs) {
        for (String[] pair : pairs) {
            room(style.size() * 1.5f);
            y += style.size() * 1.4f;
            sheet.text(left, y, style.size() - 0.6f, false, Style.GREY, pair[0]);
            sheet.text(left + 170, y, style.size() - 0.6f, false, Style.BLACK, pair[1]);
        }
        y += style.size();
    }

    private void signature(String text) {
        room(90);
        y += 14;
        lines(text, style.size(), false, Style.BLACK, left);
        y += 44;
        float half = (right - left) / 2;
        sheet.line(left, y, left + half - 20, y, 0.6f, Style.BLACK);
        sheet.line(left + half, y, right, y, 0.6f, Style.BLACK);
        y += 12;
    }

    private void table(Paper.Table table) {
        int columns = table.header().size();
        float[] ends = columnEnds(table, columns);
        float size = style.size() - 0.5f;
        float height = size * 1.65f;
        y += 4;
        room(height * 3);
        if (style.table() == 3) {
            sheet.box(left, y, right - left, height, style.ink());
        }
        row(table.header(), ends, size, true, style.table() == 3 ? 0xffffff : style.ink(), height);
        if (style.table() != 2) {
            sheet.line(left, y, right, y, 0.8f, style.ink());
        }
        for (int i = 0; i < table.rows().size(); i++) {
            room(height);
            boolean sum = i >= table.rows().size() - table.strong();
            if (style.table() == 1 && i % 2 == 0) {
                sheet.box(left, y, right - left, height, 0xf0f0f0);
            }
            if (sum && i == table.rows().size() - table.strong()) {
                sheet.line(left, y, right, y, 0.6f, Style.BLACK);
            }
            row(table.rows().get(i), ends, size, sum && i == table.rows().size() - 1, Style.BLACK, height);
            if (style.table() == 0) {
                sheet.line(left, y, right, y, 0.25f, Style.GREY);
            }
        }
        y += style.size();
    }

    /** The widest column gets what the others leave; returns where each column ends. */
    private float[] columnEnds(Paper.Table table, int columns) {
        float size = style.size() - 0.5f;
        float[] widths = new float[columns];
        int widest = 0;
        for (int c = 0; c < columns; c++) {
            widths[c] = sheet.width(table.header().get(c), size, true);
            for (List<String> row : table.rows()) {
                widths[c] = Math.max(widths[c], sheet.width(row.get(c), size, true));
            }
            widths[c] += 12;
            widest = widths[c] > widths[widest] ? c : widest;
        }
        float others = 0;
        for (int c = 0; c < columns; c++) {
            others += c == widest ? 0 : widths[c];
        }
        widths[widest] = right - left - others;
        float[] ends = new float[columns];
        float at = left;
        for (int c = 0; c < columns; c++) {
            at += widths[c];
            ends[c] = at;
        }
        return ends;
    }

    private void row(List<String> cells, float[] ends, float size, boolean heavy, int ink, float height) {
        float base = y + height * 0.7f;
        for (int c = 0; c < cells.size(); c++) {
            float from = c == 0 ? left : ends[c - 1];
            String cell = cells.get(c);
            boolean number = !cell.isEmpty() && c > 0 && (c == cells.size() - 1 || !Character.isLetter(cell.charAt(0)));
            if (number) {
                sheet.textRight(ends[c] - 3, base, size, heavy, ink, cell);
            } else {
                String first = sheet.wrap(cell, size, heavy, ends[c] - from - 4).get(0);
                sheet.text(from + 3, base, first.equals(cell) ? size : size * 0.86f, heavy, ink, cell);
            }
        }
        y += height;
    }
}
