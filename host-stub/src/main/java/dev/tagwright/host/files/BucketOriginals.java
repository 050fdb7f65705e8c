package dev.tagwright.host.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A bucket that speaks S3. Objects have the names that files of a folder would have, so that a bucket can be copied into a
 * folder and back. An object is there as a whole or not at all, and the server checks what it was sent by an MD5.
 */
final class BucketOriginals implements Originals {

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration SILENCE = Duration.ofSeconds(30);
    private static final int NOT_FOUND = 404;

    private final S3Client client;
    private final String bucket;

    private BucketOriginals(S3Client client, String bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    static BucketOriginals open(BucketSettings settings) {
        ProfileFile none = ProfileFile.aggregator().build();
        S3ClientBuilder builder = S3Client.builder()
                .region(Region.of(settings.region()))
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(settings.accessKey(), settings.secretKey())))
                .overrideConfiguration(override -> override.defaultProfileFile(none))
                // checksums of the newest sort are not known everywhere
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        service -> service.chunkedEncodingEnabled(false).profileFile(none))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(CONNECTING)
                        .socketTimeout(SILENCE));
        if (!settings.endpoint().isEmpty()) {
            builder.endpointOverride(URI.create(settings.endpoint())).forcePathStyle(true);
        }
        return new BucketOriginals(builder.build(), settings.name());
    }

    @Override
    public boolean exists(String name) {
        return head(name) != null;
    }

    private @Nullable HeadObjectResponse head(String name) {
        try {
            return asked(() -> client.headObject(head -> head.bucket(bucket).key(name)));
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public Resource open(String name) {
        return new BucketResource(name);
    }

    @Override
    public void hold(String name, Path copy) throws IOException {
        asked(() -> client.getObject(get -> get.bucket(bucket).key(name), ResponseTransformer.toFile(copy)));
    }

    @Override
    public void arrived(Path file, String name) {
        String md5;
        try {
            md5 = md5(file);
        } catch (IOException e) {
            throw new StoreFailed("A file that arrived cannot be read again.", e);
        }
        done(() -> client.putObject(put -> put.bucket(bucket).key(name).contentMD5(md5), RequestBody.fromFile(file)));
    }

    @Override
    public void discard(String name) {
        delete(name);
    }

    @Override
    public List<String> arrivals(Instant before) {
        return done(
                () -> client
                        .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(DocumentStore.ARRIVALS + "/"))
                        .contents()
                        .stream()
                        .filter(object -> object.lastModified().isBefore(before))
                        .map(S3Object::key)
                        .toList());
    }

    @Override
    public boolean movesInOneStep() {
        return false;
    }

    @Override
    public void move(String from, String to) {
        throw new UnsupportedOperationException("a bucket copies and deletes");
    }

    @Override
    public void copy(String from, String to) {
        try {
            asked(() -> client.copyObject(copy -> copy.sourceBucket(bucket)
                    .sourceKey(from)
                    .destinationBucket(bucket)
                    .destinationKey(to)));
        } catch (NoSuchFileException e) {
            // as promised: somebody else has moved it
            return;
        }
    }

    @Override
    public void delete(String name) {
        done(() -> client.deleteObject(delete -> delete.bucket(bucket).key(name)));
    }

    @Override
    public boolean isEmpty() {
        return done(() -> client.listObjectsV2(list -> list.bucket(bucket)
                                .prefix(DocumentStore.ORIGINALS + "/")
                                .maxKeys(1))
                        .contents())
                .isEmpty();
    }

    private static String md5(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("MD5"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return Base64.getEncoder().encodeToString(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }

    private static <T> T done(Supplier<T> request) {
        try {
            return asked(request);
        } catch (NoSuchFileException e) {
            throw failed(e.getMessage());
        }
    }

    private static <T> T asked(Supplier<T> request) throws NoSuchFileException {
        try {
            return request.get();
        } catch (NoSuchKeyException e) {
            throw new NoSuchFileException("an object");
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND
                    && !"NoSuchBucket".equals(e.awsErrorDetails().errorCode())) {
                throw new NoSuchFileException("an object");
            }
            throw failed("answered " + e.statusCode());
        } catch (SdkException e) {
            throw failed(e.getClass().getSimpleName());
        }
    }

    /** What the client says is left out: it may hold the name of a file. */
    private static StoreFailed failed(@Nullable String what) {
        return new StoreFailed(
                "The bucket of documents does not do what it is asked. Maybe it cannot be reached, or the settings"
                        + " tagwright.bucket.* do not fit it.",
                new IOException(what));
    }

    /** An object as a stream. */
    private final class BucketResource extends AbstractResource {

        private final String name;

        BucketResource(String name) {
            this.name = name;
        }

        @Override
        public boolean exists() {
            return BucketOriginals.this.exists(name);
        }

        @Override
        public long contentLength() throws IOException {
            HeadObjectResponse head = head(name);
            if (head == null) {
                throw new FileNotFoundException("an object");
            }
            return head.contentLength();
        }

        @Override
        public long lastModified() throws IOException {
            HeadObjectResponse head = head(name);
            return head == null ? 0 : head.lastModified().toEpochMilli();
        }

        @Override
        public InputStream getInputStream() throws IOException {
            return asked(() -> client.getObject(get -> get.bucket(bucket).key(name)));
        }

        @Override
        public String getDescription() {
            return "an original in the bucket";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof BucketResource one && one.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }
}
