package dev.tagwright.classifier.extraction;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes a page in black and white as bitmap files of kinds that Java writes none of. */
final class Bitmaps {

    private static final int FILE_HEADER = 14;

    private Bitmaps() {}

    /** Header, bits a pixel, and how they are packed. */
    enum Kind {
        OS2_OLD(12, 8, 0),
        OS2_LATER(64, 8, 0),
        PACKED_BY_FOURS(40, 4, 2),
        PACKED_BY_EIGHTS(40, 8, 1),
        OS2_PACKED(64, 4, 2),
        SIXTEEN_BITS(40, 16, 0),
        MASKED(56, 32, 3),
        WITH_COLOUR_SPACE(108, 32, 3),
        WITH_PROFILE(124, 32, 3);

        private final int header;
        private final int bits;
        private final int compression;

        Kind(int header, int bits, int compression) {
            this.header = header;
            this.bits = bits;
            this.compression = compression;
        }
    }

    /** @param page in shades of grey */
    static byte[] of(BufferedImage page, Kind kind) {
        byte[] pixels = pixels(page, kind);
        int palette = kind.bits > 8 ? 0 : (1 << kind.bits) * (kind == Kind.OS2_OLD ? 3 : 4);
        int start = FILE_HEADER + kind.header + palette;
        ByteBuffer file = ByteBuffer.allocate(start + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(start);
        file.putInt(kind.header);
        if (kind == Kind.OS2_OLD) {
            file.putShort((short) page.getWidth()).putShort((short) page.getHeight());
            file.putShort((short) 1).putShort((short) kind.bits);
        } else {
            file.putInt(page.getWidth()).putInt(page.getHeight());
            file.putShort((short) 1).putShort((short) kind.bits);
            file.putInt(kind.compression).putInt(pixels.length);
            // 300 dots an inch
            file.putInt(11811).putInt(11811).putInt(0).putInt(0);
            if (kind.compression == 3) {
                file.putInt(0xFF0000).putInt(0xFF00).putInt(0xFF);
            }
        }
        file.position(FILE_HEADER + kind.header);
        for (int i = 0; i < palette; i += kind == Kind.OS2_OLD ? 3 : 4) {
            // the first colour is black, all others are white
            byte shade = (byte) (i == 0 ? 0 : 255);
            file.put(shade).put(shade).put(shade);
            if (kind != Kind.OS2_OLD) {
                file.put((byte) 0);
            }
        }
        return file.put(pixels).array();
    }

    private static byte[] pixels(BufferedImage page, Kind kind) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        boolean packed = kind.compression == 1 || kind.compression == 2;
        for (int y = page.getHeight() - 1; y >= 0; y--) {
            if (packed) {
                packRow(page, y, kind.bits, out);
            } else {
                for (int x = 0; x < page.getWidth(); x++) {
                    int shade = isDark(page, x, y) ? 0 : kind.bits == 8 ? 1 : 255;
                    for (int i = 0; i < kind.bits / 8; i++) {
                        // the highest bit of sixteen belongs to no colour
                        out.write(kind.bits == 16 && i == 1 ? shade & 0x7F : shade);
                    }
                }
                while (out.size() % 4 != 0) {
                    out.write(0);
                }
            }
        }
        if (packed) {
            out.write(0);
            out.write(1);
        }
        return out.toByteArray();
    }

    private static void packRow(BufferedImage page, int y, int bits, ByteArrayOutputStream out) {
        int x = 0;
        while (x < page.getWidth()) {
            boolean dark = isDark(page, x, y);
            int length = 1;
            while (length < 255 && x + length < page.getWidth() && isDark(page, x + length, y) == dark) {
                length++;
            }
            out.write(length);
            out.write(dark ? 0 : bits == 4 ? 0x11 : 1);
            x += length;
        }
        out.write(0);
        out.write(0);
    }

    private static boolean isDark(BufferedImage page, int x, int y) {
        return page.getRaster().getSample(x, y, 0) < 128;
    }
}
