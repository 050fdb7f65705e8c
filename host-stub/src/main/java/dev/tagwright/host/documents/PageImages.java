package dev.tagwright.host.documents;

import dev.tagwright.host.files.DocumentStore;
import dev.tagwright.host.files.HeldOriginal;
import dev.tagwright.host.files.StoreFailed;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Pictures of the pages of documents, made when first asked for and kept on the disk. At most two are made at once and
 * each has a bounded number of pixels, whatever the file says of itself.
 */
@Component
public class PageImages {

    /** How large a picture is; its height follows, and is at most three times its width. */
    public enum Size {
        /** 240 pixels wide. */
        THUMBNAIL(240),
        /** 1240 pixels wide: 150 dots per inch for A4. */
        PAGE(1240);

        final int width;

        Size(int width) {
            this.width = width;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(PageImages.class);
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 20;
    private static final int MOST_PAGES = 10_000;

    private final DocumentStore store;
    private final Documents documents;
    private final Semaphore permits = new Semaphore(AT_ONCE, true);

    PageImages(DocumentStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
        // its cache on the disk would only be a second copy of ours
        ImageIO.setUseCache(false);
    }

    /**
     * Returns a JPEG file with the picture of a page; empty when there is no such page, or no picture can be made of it.
     * May take a second the first time; not to be called inside a transaction. The caller has checked that whoever asks
     * may view the document.
     *
     * @param page counts from 1
     */
    public Optional<Path> image(Document document, int page, Size size) {
        if (page < 1 || page > MOST_PAGES) {
            return Optional.empty();
        }
        Path folder = store.pictures(document.getSha256());
        Path image = folder.resolve(page + "-" + size.width + ".jpg");
        Path nothing = folder.resolve(page + ".none");
        if (Files.exists(image)) {
            return Optional.of(image);
        }
        if (Files.exists(nothing)) {
            return Optional.empty();
        }
        return make(document, page, size, image, nothing);
    }

    private Optional<Path> make(Document document, int page, Size size, Path image, Path nothing) {
        boolean permitted = false;
        try {
            permitted = permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!permitted) {
                return Optional.empty();
            }
            if (Files.exists(image)) {
                return Optional.of(image);
            }
            Files.createDirectories(Objects.requireNonNull(image.getParent()));
            Optional<BufferedImage> picture = paint(document, page, size);
            if (picture.isEmpty()) {
                return Optional.empty();
            }
            write(picture.get(), image);
            return Optional.of(image);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // a damaged or hostile file, or a disk that is full: a page without a picture is no reason to fail
            LOG.warn(
                    "No picture of page {} of document {}: {}",
                    page,
                    document.getId(),
                    e.getClass().getName());
            remember(nothing, document);
            return Optional.empty();
        } finally {
            if (permitted) {
                permits.release();
            }
        }
    }

    private Optional<BufferedImage> paint(Document document, int page, Size size) throws IOException {
        try (HeldOriginal held = store.hold(document)) {
            return PagePainter.paint(
                    held.file(), document.getMediaType(), () -> documents.text(document.getId()), page, size.width);
        }
    }

    private static void write(BufferedImage picture, Path image) throws IOException {
        Path half = Files.createTempFile(image.getParent(), "page", ".part");
        try {
            if (!ImageIO.write(picture, "jpeg", half.toFile())) {
                throw new IOException("no writer for JPEG");
            }
            Files.move(half, image, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    /** So that a damaged file is not tried again with every look at a list. */
    private void remember(Path nothing, Document document) {
        try {
            if (store.original(document).exists()) {
                Files.createFile(nothing);
            }
        } catch (IOException | StoreFailed e) {
            LOG.debug("The missing picture of document {} is not remembered", document.getId());
        }
    }
}
