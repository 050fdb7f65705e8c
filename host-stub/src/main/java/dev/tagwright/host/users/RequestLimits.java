package dev.tagwright.host.users;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses bodies that are larger than anything that is asked for, before they are read, and zero characters, which one
 * of the databases does not take. Files have limits of their own:
 * the parts of a form, streams of bytes, and lines of JSON,
 * which are read one by one.
 */
final class RequestLimits extends OncePerRequestFilter {

    private static final String MULTIPART = "multipart/";
    private static final List<String> STREAMS =
            List.of("application/octet-stream", "application/jsonl", "application/x-ndjson");

    private final long most;

    RequestLimits(DataSize most) {
        if (most.toBytes() < 1) {
            throw new IllegalArgumentException("tagwright.largest-request (" + most + ") must be at least one byte.");
        }
        this.most = most.toBytes();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String query = request.getQueryString();
        if (query != null && query.contains("%00")) {
            Problems.write(response, 400, "Bad Request", "Parameters have no zero characters.");
            return;
        }
        String type = request.getContentType();
        if (type != null
                && (startsWith(type, MULTIPART) || STREAMS.stream().anyMatch(stream -> startsWith(type, stream)))) {
            chain.doFilter(request, response);
        } else if (request.getContentLengthLong() > most) {
            Problems.write(
                    response,
                    413,
                    "Content Too Large",
                    "The body of a request has at most " + most + " bytes; files are uploaded.");
        } else {
            chain.doFilter(new Limited(request, most), response);
        }
    }

    private static boolean startsWith(String type, String wanted) {
        return type.regionMatches(true, 0, wanted, 0, wanted.length());
    }

    /** A body whose length was not announced breaks off where it becomes too long. */
    private static final class Limited extends HttpServletRequestWrapper {

        private final long most;
        private @Nullable ServletInputStream stream;

        Limited(HttpServletRequest request, long most) {
            super(request);
            this.most = most;
        }

        @Override
        public ServletInputStream getInputStream() throws IOException {
            ServletInputStream made = stream;
            if (made == null) {
                made = new LimitedStream(super.getInputStream(), most);
                stream = made;
            }
            return made;
        }

        @Override
        public BufferedReader getReader() throws IOException {
            String encoding = getCharacterEncoding();
            Charset charset = encoding == null ? StandardCharsets.ISO_8859_1 : Charset.forName(encoding);
            return new BufferedReader(new InputStreamReader(getInputStream(), charset));
        }
    }

    private static final class LimitedStream extends ServletInputStream {

        private final ServletInputStream in;
        private long left;

        LimitedStream(ServletInputStream in, long most) {
            this.in = in;
            this.left = most;
        }

        private int counted(int read) throws IOException {
            left -= Math.max(0, read);
            if (left < 0) {
                throw new IOException("the body of the request is too large");
            }
            return read;
        }

        @Override
        public int read() throws IOException {
            int read = in.read();
            counted(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            return counted(in.read(into, from, length));
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
