package dev.tagwright.classifier.extraction;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;

/** Makes PDF files by hand that no honest program writes. */
final class HostilePdf {

    private HostilePdf() {}

    /** A small file with a content stream that unpacks to 2 GB. */
    static Path endless(Path file) throws IOException {
        return write(
                file,
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
                stream("/Filter /FlateDecode", packed("", "q Q q Q q Q q Q ", 2_000)));
    }

    /** A page tree that is its own child, and a form that draws itself. */
    static Path recursive(Path file) throws IOException {
        return write(
                file,
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R 2 0 R] /Count 2 /Parent 2 0 R >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R"
                        + " /Resources << /XObject << /F 5 0 R >> >> >>",
                stream("", "/F Do".getBytes(StandardCharsets.ISO_8859_1)),
                stream(
                        "/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /F 5 0 R >> >>",
                        "/F Do /F Do".getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Path noPages(Path file) throws IOException {
        return write(file, "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [] /Count 0 >>");
    }

    /** A page of 200 inches with a picture that says it has 50,000 x 50,000 pixels. */
    static Path hugePicture(Path file) throws IOException {
        return write(
                file,
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 14400 14400] /Contents 4 0 R"
                        + " /Resources << /XObject << /I 5 0 R >> >> >>",
                stream("", "q 14400 0 0 14400 0 0 cm /I Do Q".getBytes(StandardCharsets.ISO_8859_1)),
                stream(
                        "/Type /XObject /Subtype /Image /Width 50000 /Height 50000 /BitsPerComponent 8"
                                + " /ColorSpace /DeviceRGB /Filter /FlateDecode",
                        packed("", "q Q q Q q Q q Q ", 1)));
    }

    /** Arrays in arrays, 100,000 deep. */
    static Path nested(Path file) throws IOException {
        return write(
                file,
                "<< /Type /Catalog /Pages 2 0 R /Deep " + "[".repeat(100_000) + "]".repeat(100_000) + " >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] >>");
    }

    /** A small file with one string of 1 GB. */
    static Path fat(Path file) throws IOException {
        return write(
                file,
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R >>",
                stream("/Filter /FlateDecode", packed("(", "aaaaaaaaaaaaaaaa", 1_000)));
    }

    private static byte[] packed(String begin, String repeated, int megabytes) {
        Deflater deflater = new Deflater(9);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = repeated.repeat(1 << 16).getBytes(StandardCharsets.ISO_8859_1);
        byte[] buffer = new byte[1 << 16];
        for (int i = -1; i < megabytes; i++) {
            deflater.setInput(i < 0 ? begin.getBytes(StandardCharsets.ISO_8859_1) : chunk);
            while (!deflater.needsInput()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        }
        deflater.finish();
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }

    /** @param entries of its dictionary beside the length */
    static String stream(String entries, byte[] bytes) {
        return "<< /Length " + bytes.length + " " + entries + " >>\nstream\n"
                + new String(bytes, StandardCharsets.ISO_8859_1) + "\nendstream";
    }

    /** @param objects numbered from 1, of which the first is the catalogue */
    static Path write(Path file, String... objects) throws IOException {
        return write(file, new String[0], objects);
    }

    /** @param entries of the trailer */
    static Path write(Path file, String[] entries, String... objects) throws IOException {
        StringBuilder text = new StringBuilder("%PDF-1.4\n");
        List<Integer> offsets = new ArrayList<>();
        for (int i = 0; i < objects.length; i++) {
            offsets.add(text.length());
            text.append(i + 1).append(" 0 obj\n").append(objects[i]).append("\nendobj\n");
        }
        int table = text.length();
        text.append("xref\n0 ").append(objects.length + 1).append("\n0000000000 65535 f \n");
        for (int offset : offsets) {
            text.append(String.format(java.util.Locale.ROOT, "%010d 00000 n \n", offset));
        }
        text.append("trailer\n<< /Size ")
                .append(objects.length + 1)
                .append(" /Root 1 0 R ")
                .append(String.join(" ", entries))
                .append(" >>\nstartxref\n")
                .append(table)
                .append("\n%%EOF\n");
        return Files.write(file, text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }
}
