package dev.tagwright.classifier.extraction;

import dev.tagwright.classifier.extraction.Message.How;
import dev.tagwright.classifier.extraction.Message.Job;
import dev.tagwright.classifier.extraction.Message.PageRead;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.tika.Tika;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.CompositeEncodingDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.TextDetector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.HtmlEncodingDetector;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.SecureContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads text, HTML, RTF, mail and office files through Tika, as one page. Each parser is made when first needed. */
final class OfficeReader {

    private static final String OOXML = "application/vnd.openxmlformats-officedocument";
    private static final String MAIL_FOLDER = "application/mbox";
    private static final String ODF = "application/vnd.oasis.opendocument";

    /** Bytes that any packed file may unpack to. */
    private static final long FREE_EXPANSION = 100_000_000;

    private static final int SAMPLE_OF_TEXT = 1 << 16;
    /** What text may have of the control characters of ASCII: ends of lines and pages, and what changes the alphabet. */
    private static final String TEXT_CONTROLS = "\t\n\f\r\u001b";

    private static final byte DELETE = 0x7F;

    /** Characters before a fault; fewer may be names of parts only. */
    private static final int WORTH_KEEPING = 50;

    private static final Message.Reader TIKA = new Message.Reader(Tika.getString(), "", 0);

    /** Streams DOCX and PPTX: other than the tree of objects it bears elements that it has no classes for. */
    private static final OfficeParserConfig STREAMED = streamed();

    private final Map<String, Parser> parsers = new HashMap<>();
    private final MimeTypes types = MimeTypes.getDefaultMimeTypes();
    private final Detector detector = new CompositeDetector(
            types.getMediaTypeRegistry(),
            List.of(types, new POIFSContainerDetector(), new DefaultZipContainerDetector()));

    private static OfficeParserConfig streamed() {
        OfficeParserConfig config = new OfficeParserConfig();
        config.setUseSAXDocxExtractor(true);
        config.setUseSAXPptxExtractor(true);
        return config;
    }

    void read(Path file, Job job, Pages pages) throws RefusedException, IOException {
        // of one part of a packed file; below its share Apache POI takes the file for a bomb
        ZipSecureFile.setMinInflateRatio(1.0 / Math.max(1, job.expansion()));
        ZipSecureFile.setMaxEntrySize(512L << 20);
        ZipSecureFile.setMaxTextSize(job.characters());
        if (!readAs(file, job, pages)) {
            rewritten(LoosenedPack::rewrite, file, job, loosened -> {
                if (!readAs(loosened, job, pages)) {
                    throw new RefusedException(Refusals.ARCHIVE);
                }
                return true;
            });
        }
    }

    /** Returns false, having read nothing, for an office file that Apache POI does not bear as it is. */
    private boolean readAs(Path file, Job job, Pages pages) throws RefusedException, IOException {
        Metadata metadata = new Metadata();
        try (TikaInputStream in = TikaInputStream.get(file)) {
            MediaType type = detector.detect(in, metadata).getBaseType();
            if (isA(type, "application/zip") && !isOpenXml(type.toString()) && LoosenedPack.isOffice(file)) {
                return false;
            }
            metadata.set(Metadata.CONTENT_TYPE, type.toString());
            Parser parser = parser(type, in);
            pages.opened(type.toString(), 1);
            long start = System.nanoTime();
            Parsed parsed = parse(parser, in, file, metadata, job);
            pages.page(page(parsed.text()).took((System.nanoTime() - start) / 1_000_000));
            if (parsed.broken() != null) {
                throw new PartialException(Refusals.brokenOff(parsed.broken()));
            }
        }
        return true;
    }

    private static PageRead page(String text) {
        if (NativeText.visible(text) == 0) {
            return PageRead.none(1);
        }
        double soundness = NativeText.soundness(text, 0);
        return new PageRead(
                1, How.NATIVE, text, soundness >= NativeText.SOUND ? 1 : soundness, NativeText.lines(text), 0, TIKA, 0);
    }

    /**
     * What came of a file.
     *
     * @param broken what ended the reading early; null if nothing did
     */
    private record Parsed(String text, @Nullable Throwable broken) {}

    private Parsed parse(Parser parser, TikaInputStream in, Path file, Metadata metadata, Job job)
            throws RefusedException, IOException {
        boolean strict = parser instanceof OOXMLParser && LoosenedPack.isStrict(file);
        try {
            return strict
                    ? parse(LoosenedPack::rewrite, parser, file, metadata, job)
                    : parse(parser, in, metadata, job);
        } catch (ZipException e) {
            return parse(PackRepair::rewrite, parser, file, metadata, job);
        }
    }

    /** Writes a packed file anew in another way. */
    @FunctionalInterface
    private interface Rewriting {
        void rewrite(Path file, Path to, long most) throws RefusedException, IOException;
    }

    /** Reads a file. */
    @FunctionalInterface
    private interface Step<T> {
        T read(Path file) throws RefusedException, IOException;
    }

    private static <T> T rewritten(Rewriting rewriting, Path file, Job job, Step<T> step)
            throws RefusedException, IOException {
        Path rewritten = Files.createTempFile("rewritten", ".zip");
        try {
            rewriting.rewrite(file, rewritten, Files.size(file) * job.expansion() + FREE_EXPANSION);
            return step.read(rewritten);
        } finally {
            Files.deleteIfExists(rewritten);
        }
    }

    private Parsed parse(Rewriting rewriting, Parser parser, Path file, Metadata metadata, Job job)
            throws RefusedException, IOException {
        return rewritten(rewriting, file, job, rewritten -> {
            try (TikaInputStream again = TikaInputStream.get(rewritten)) {
                return parse(parser, again, metadata, job);
            }
        });
    }

    private Parsed parse(Parser parser, TikaInputStream in, Metadata metadata, Job job)
            throws RefusedException, IOException {
        WriteOutContentHandler text = new WriteOutContentHandler(job.characters());
        SecureContentHandler guarded = new SecureContentHandler(new BodyContentHandler(text), in);
        guarded.setMaximumCompressionRatio(job.expansion());
        guarded.setMaximumDepth(200);
        ParseContext context = new ParseContext();
        boolean mail = parser instanceof RFC822Parser;
        context.set(OfficeParserConfig.class, STREAMED);
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedParts(this::bodyParser, mail));
        Throwable broken = null;
        try {
            parser.parse(in, guarded, metadata, context);
        } catch (EncryptedDocumentException | org.apache.poi.EncryptedDocumentException e) {
            throw new RefusedException(Refusals.PASSWORD);
        } catch (SAXException e) {
            if (WriteLimitReachedException.isWriteLimitReached(e)) {
                throw new RefusedException(Refusals.tooMuchText(job.characters()));
            }
            guardTripped(guarded, e);
            broken = e;
        } catch (TikaException | RuntimeException e) {
            broken = e.getCause() == null ? e : e.getCause();
        }
        String read = mail ? heading(metadata) + text : text.toString();
        if (broken != null && NativeText.visible(read) < WORTH_KEEPING) {
            throw new IOException("not parsed", broken);
        }
        return new Parsed(read, broken);
    }

    /** Returns who wrote to whom about what, which Tika does not count as text. */
    private static String heading(Metadata metadata) {
        StringBuilder heading = new StringBuilder();
        for (String name : List.of(
                TikaCoreProperties.SUBJECT.getName(),
                TikaCoreProperties.TITLE.getName(),
                org.apache.tika.metadata.Message.MESSAGE_FROM,
                org.apache.tika.metadata.Message.MESSAGE_TO)) {
            String value = metadata.get(name);
            if (value != null && !value.isBlank() && heading.indexOf(value) < 0) {
                heading.append(value).append('\n');
            }
        }
        return heading.toString();
    }

    private static void guardTripped(SecureContentHandler guarded, SAXException e) throws RefusedException {
        try {
            guarded.throwIfCauseOf(e);
        } catch (TikaException bomb) {
            throw new RefusedException(Refusals.BOMB);
        }
    }

    private Parser parser(MediaType type, TikaInputStream in) throws RefusedException, IOException {
        String name = type.toString();
        if (isOpenXml(name)) {
            return made("ooxml", OOXMLParser::new);
        }
        if (name.startsWith(ODF) && name.contains(".flat")) {
            return made("flat", FlatOpenDocumentParser::new);
        }
        if (name.startsWith(ODF)) {
            return made("odf", OpenDocumentParser::new);
        }
        if (isA(type, "message/rfc822") || name.equals(MAIL_FOLDER) && isOneMail(in)) {
            return made("mail", RFC822Parser::new);
        }
        if (isA(type, "text/html") || isA(type, "application/xhtml+xml")) {
            return made("html", OfficeReader::web);
        }
        if (isA(type, "application/rtf")) {
            return made("rtf", RTFParser::new);
        }
        if (name.equals("application/epub+zip")) {
            return made("epub", EpubParser::new);
        }
        if (name.startsWith("application/vnd.ms-excel.sheet.")
                || name.startsWith("application/vnd.ms-excel.workspace")) {
            return made("old-excel", OldExcelParser::new);
        }
        if (isA(type, "application/x-tika-msoffice") || isA(type, "application/msword")) {
            return made("office", OfficeParser::new);
        }
        if (isA(type, "text/plain") || isA(type, "application/xml")) {
            return made("text", OfficeReader::plain);
        }
        if (isA(type, "application/zip") || name.endsWith("gzip") || name.endsWith("x-tar") || name.contains("7z")) {
            throw new RefusedException(Refusals.ARCHIVE);
        }
        if (looksLikeText(in)) {
            return made("text", OfficeReader::plain);
        }
        throw new RefusedException(Refusals.unknownType(name));
    }

    private static boolean isOpenXml(String type) {
        return type.startsWith(OOXML) || type.startsWith("application/vnd.ms-") && type.contains("macroenabled");
    }

    /** Returns whether a folder of mails has one only; a line that begins so parts them. */
    private static boolean isOneMail(TikaInputStream in) throws IOException {
        try (Stream<String> lines = Files.lines(in.getPath(), StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith("From ")).limit(2).count() == 1;
        }
    }

    /** Tika takes for text what is nearly all ASCII; so is what has none of the bytes that no text has, in any alphabet. */
    private static boolean looksLikeText(TikaInputStream in) throws IOException {
        if (new TextDetector().detect(in, new Metadata()).equals(MediaType.TEXT_PLAIN)) {
            return true;
        }
        try (InputStream bytes = Files.newInputStream(in.getPath())) {
            for (byte b : bytes.readNBytes(SAMPLE_OF_TEXT)) {
                if (b >= 0 && b < ' ' && TEXT_CONTROLS.indexOf(b) < 0 || b == DELETE) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the parser for a part of a mail's body, or null if it is none that carries text. */
    @Nullable
    Parser bodyParser(MediaType type) {
        if (isA(type, "text/html")) {
            return made("html", OfficeReader::web);
        }
        return isA(type, "text/plain") || isA(type, "message/delivery-status")
                ? made("text", OfficeReader::plain)
                : null;
    }

    private boolean isA(MediaType type, String wanted) {
        MediaTypeRegistry registry = types.getMediaTypeRegistry();
        MediaType parent = MediaType.parse(wanted);
        return type.equals(parent) || registry.isInstanceOf(type, parent);
    }

    private static Parser plain() {
        return new TXTParser(new TextEncoding());
    }

    private static Parser web() {
        return new JSoupParser(new CompositeEncodingDetector(List.of(new HtmlEncodingDetector(), new TextEncoding())));
    }

    private Parser made(String name, Supplier<Parser> maker) {
        return parsers.computeIfAbsent(name, key -> maker.get());
    }
}
