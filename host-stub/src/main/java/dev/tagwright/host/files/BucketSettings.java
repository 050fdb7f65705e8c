package dev.tagwright.host.files;

import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * A bucket for the documents, of Amazon S3 or of whatever speaks its language. Keys come from here alone, such as by
 * {@code TAGWRIGHT_BUCKET_SECRET_KEY} in the environment; no file of anybody's home and no service is asked for them.
 *
 * @param name of the bucket, which is there; empty for a folder
 * @param endpoint where it answers, such as {@code https://minio.example:9000}; empty for Amazon
 * @param region of the bucket
 * @param accessKey that may read, write, delete and list
 * @param secretKey to it
 */
@ConfigurationProperties("tagwright.bucket")
record BucketSettings(
        @DefaultValue("") String name,
        @DefaultValue("") String endpoint,
        @DefaultValue("us-east-1") String region,
        @DefaultValue("") String accessKey,
        @DefaultValue("") String secretKey) {

    BucketSettings {
        if (!name.isEmpty()) {
            if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")) {
                throw new IllegalArgumentException("tagwright.bucket.name (" + name
                        + ") must be 3 to 63 lower-case letters, digits, dots and hyphens.");
            }
            if (!endpoint.isEmpty() && !endpoint.matches("https?://[^/?#@\\s]+/?")) {
                throw new IllegalArgumentException("tagwright.bucket.endpoint (" + endpoint
                        + ") must be an address such as https://minio.example:9000, or empty for Amazon.");
            }
            if (accessKey.isEmpty() || secretKey.isEmpty()) {
                throw new IllegalArgumentException(
                        "tagwright.bucket.access-key and tagwright.bucket.secret-key must be set for a bucket.");
            }
        }
    }

    /** Returns what is set; empty when documents lie in a folder. */
    static Optional<BucketSettings> of(Environment environment) {
        return Optional.of(Binder.get(environment).bindOrCreate("tagwright.bucket", BucketSettings.class))
                .filter(settings -> !settings.name.isEmpty());
    }

    @Override
    public String toString() {
        return "BucketSettings[name=" + name + "]";
    }
}
