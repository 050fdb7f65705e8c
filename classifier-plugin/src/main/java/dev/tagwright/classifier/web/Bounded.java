package dev.tagwright.classifier.web;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends one byte behind the most that is wanted, so that what is larger shows. */
final class Bounded extends FilterInputStream {

    private long left;

    Bounded(InputStream in, long most) {
        super(in);
        left = most + 1;
    }

    @Override
    public int read() throws IOException {
        int read = left == 0 ? -1 : super.read();
        left -= read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = left == 0 ? -1 : super.read(into, from, (int) Math.min(length, left));
        left -= Math.max(0, read);
        return read;
    }
}
