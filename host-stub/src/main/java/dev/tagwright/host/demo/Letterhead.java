package dev.tagwright.host.demo;

import java.util.ArrayList;
import java.util.List;

/** Draws what is printed on a sender's paper before anything is written: name, sign, address, foot. */
final class Letterhead {

    private final Sheet sheet;
    private final Senders.Sender sender;
    private final Style style;

    Letterhead(Sheet sheet, Senders.Sender sender, Style style) {
        this.sheet = sheet;
        this.sender = sender;
        this.style = style;
    }

    /** Draws the head of the first page and returns where the address window begins. */
    float head() {
        float left = style.margin();
        float right = Sheet.WIDTH - style.margin();
        String name = sender.name();
        float size = name.length() > 26 ? 15 : 19;
        switch (sender.look().layout()) {
            case "band" -> {
                sheet.box(0, 0, Sheet.WIDTH, 62, style.ink());
                sheet.text(left, 36, size, true, 0xffffff, name);
                sheet.text(left, 52, 8.5f, false, 0xffffff, sender.motto());
                sign(right - 34, 14, 0xffffff);
            }
            case "right" -> {
                sign(right - 34, 26, style.ink());
                sheet.textRight(right - 44, 48, size, true, style.ink(), name);
                sheet.textRight(right - 44, 61, 8.5f, false, Style.GREY, sender.motto());
                float y = 80;
                for (String line : letterLines()) {
                    sheet.textRight(right, y, 7.8f, false, Style.GREY, line);
                    y += 10;
                }
            }
            case "centre" -> {
                sign(Sheet.WIDTH / 2 - 17, 14, style.ink());
                sheet.textCentred(Sheet.WIDTH / 2, 66, size, true, style.ink(), name);
                sheet.textCentred(Sheet.WIDTH / 2, 79, 8.5f, false, Style.GREY, sender.motto());
                sheet.textCentred(Sheet.WIDTH / 2, 92, 7.8f, false, Style.GREY, String.join(" · ", letterLines()));
                sheet.line(left, 99, right, 99, 0.6f, style.ink());
            }
            default -> {
                sign(left, 26, style.ink());
                sheet.text(left + 44, 48, size, true, style.ink(), name);
                sheet.text(left + 44, 61, 8.5f, false, Style.GREY, sender.motto());
                sheet.line(left, 72, right, 72, 0.8f, style.ink());
            }
        }
        return 128;
    }

    /** Draws the foot of the page. */
    void foot(int page) {
        float y = Sheet.HEIGHT - 44;
        sheet.line(style.margin(), y - 12, Sheet.WIDTH - style.margin(), y - 12, 0.4f, Style.GREY);
        List<String> lines = new ArrayList<>(sender.register());
        switch (style.foot()) {
            case 0 -> {
                List<List<String>> columns = List.of(sender.address(), sender.contact(), lines);
                float step = (Sheet.WIDTH - 2 * style.margin()) / 3;
                for (int c = 0; c < 3; c++) {
                    float at = y;
                    for (String line : columns.get(c)) {
                        for (String part : sheet.wrap(line, 6.6f, false, step - 8)) {
                            sheet.text(style.margin() + c * step, at, 6.6f, false, Style.GREY, part);
                            at += 8;
                        }
                    }
                }
            }
            case 1 -> {
                sheet.textCentred(
                        Sheet.WIDTH / 2,
                        y,
                        7,
                        false,
                        Style.GREY,
                        sender.name() + " · " + String.join(" · ", sender.contact()));
                sheet.textCentred(Sheet.WIDTH / 2, y + 10, 7, false, Style.GREY, String.join(" · ", lines));
            }
            default -> {
                float at = y;
                for (String line : lines) {
                    sheet.text(style.margin(), at, 7, false, Style.GREY, line);
                    at += 9;
                }
            }
        }
        sheet.textRight(Sheet.WIDTH - style.margin(), Sheet.HEIGHT - 14, 7, false, Style.GREY, String.valueOf(page));
    }

    /** Draws the sender in small type above the address, then the address; returns where it ends. */
    float address(float top, List<String> recipient) {
        float left = style.margin();
        sheet.text(left, top, 6.8f, false, Style.GREY, sender.name() + " · " + String.join(" · ", sender.address()));
        float y = top + 18;
        for (String line : recipient) {
            sheet.text(left, y, 10, false, Style.BLACK, line);
            y += 13;
        }
        return y;
    }

    private List<String> letterLines() {
        List<String> lines = new ArrayList<>(sender.address());
        lines.addAll(sender.contact());
        return lines;
    }

    /** A simple sign of 34 points, in place of a logo. */
    private void sign(float x, float y, int ink) {
        int paper = ink == 0xffffff ? style.ink() : 0xffffff;
        switch (sender.look().logo()) {
            case "ring" -> {
                sheet.box(x, y + 8, 34, 18, ink);
                sheet.box(x + 8, y, 18, 34, ink);
                sheet.box(x + 12, y + 12, 10, 10, paper);
            }
            case "bars" -> {
                for (int i = 0; i < 4; i++) {
                    sheet.box(x + i * 9, y + 24 - i * 8, 6, 10 + i * 8, ink);
                }
            }
            case "box" -> {
                sheet.box(x, y, 34, 34, ink);
                sheet.box(x + 5, y + 5, 24, 24, paper);
                sheet.box(x + 11, y + 11, 18, 18, ink);
            }
            case "peaks" -> {
                for (int i = 0; i < 3; i++) {
                    sheet.line(x + i * 8, y + 34, x + 9 + i * 8, y + 6 + i * 5, 3, ink);
                    sheet.line(x + 9 + i * 8, y + 6 + i * 5, x + 18 + i * 8, y + 34, 3, ink);
                }
            }
            default -> sheet.line(x, y + 34, x + 34, y + 34, 2, ink);
        }
    }
}
