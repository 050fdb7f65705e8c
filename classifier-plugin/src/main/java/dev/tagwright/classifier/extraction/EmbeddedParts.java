package dev.tagwright.classifier.extraction;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.apache.tika.sax.XHTMLContentHandler;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/** What is inside a file: the parts of a mail's body are read, all else is named only. So nothing nests. */
final class EmbeddedParts implements EmbeddedDocumentExtractor {

    private static final int LONGEST_NAME = 255;

    private final Function<MediaType, @Nullable Parser> bodyParsers;
    private final boolean mail;

    EmbeddedParts(Function<MediaType, @Nullable Parser> bodyParsers, boolean mail) {
        this.bodyParsers = bodyParsers;
        this.mail = mail;
    }

    @Override
    public boolean shouldParseEmbedded(Metadata metadata) {
        return true;
    }

    @Override
    public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml)
            throws SAXException, IOException {
        String name = metadata.get(TikaCoreProperties.RESOURCE_NAME_KEY);
        if (name != null && !name.isBlank()) {
            XHTMLContentHandler out = new XHTMLContentHandler(handler, metadata);
            out.element("p", name.substring(0, Math.min(LONGEST_NAME, name.length())));
            return;
        }
        MediaType type = MediaType.parse(metadata.get(Metadata.CONTENT_TYPE));
        Parser parser = mail && type != null ? bodyParsers.apply(type.getBaseType()) : null;
        if (parser != null) {
            try {
                parser.parse(stream, new EmbeddedContentHandler(handler), metadata, new ParseContext());
            } catch (TikaException e) {
                throw new IOException("part not parsed", e);
            }
        }
    }
}
