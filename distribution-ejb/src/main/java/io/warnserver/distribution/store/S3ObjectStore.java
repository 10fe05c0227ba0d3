package io.warnserver.distribution.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.Delete;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** An object store that speaks S3. The SDK retries what is worth it, with backoff and jitter. */
public final class S3ObjectStore implements ObjectStore {

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);
  private static final Duration CALL_TIMEOUT = Duration.ofSeconds(90);

  /** How many objects S3 deletes in a request. */
  private static final int DELETE_AT_ONCE = 1000;

  /** How long the content delivery network may keep an object (key packages, metadata). */
  private static final String CACHE_CONTROL = "public,max-age=300";

  private static final int NOT_FOUND = 404;
  private static final int MAX_READ = 4096;

  private static final String HASH = "cwa-hash";

  private final S3Client client;
  private final String bucket;

  /**
   * @param settings where it is
   */
  public S3ObjectStore(StoreSettings settings) {
    bucket = settings.bucket();
    client =
        S3Client.builder()
            .endpointOverride(settings.endpoint())
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        settings.accessKey().reveal(), settings.secretKey().reveal())))
            // Newer checksums are not known to every store that speaks S3.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            // What S3 requires one for gets the one that every store knows.
            .addPlugin(LegacyMd5Plugin.create())
            .overrideConfiguration(override -> override.apiCallTimeout(CALL_TIMEOUT))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(ANSWER_TIMEOUT))
            .build();
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    return put(path, "application/zip", hash, RequestBody.fromFile(archive));
  }

  @Override
  public void putIndex(String path, byte[] json, String hash) {
    put(path, "application/json", hash, RequestBody.fromBytes(json));
  }

  private String put(String path, String contentType, String hash, RequestBody body) {
    PutObjectRequest request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(path)
            .contentType(contentType)
            .cacheControl(CACHE_CONTROL)
            .metadata(Map.of(HASH, hash))
            .build();
    try {
      String etag = client.putObject(request, body).eTag();
      if (etag == null) {
        throw new ObjectStoreException("the object " + path + " was put, but has no ETag", null);
      }
      return etag.replace("\"", "");
    } catch (SdkException e) {
      throw new ObjectStoreException("the object " + path + " could not be put", e);
    }
  }

  @Override
  public Optional<byte[]> read(String path) {
    try (InputStream object =
        client.getObject(
            request -> request.bucket(bucket).key(path).range("bytes=0-" + (MAX_READ - 1)))) {
      return Optional.of(object.readNBytes(MAX_READ));
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw unreadable(path, e);
    } catch (SdkException | IOException e) {
      throw unreadable(path, e);
    }
  }

  private static ObjectStoreException unreadable(String path, Exception cause) {
    return new ObjectStoreException("the object " + path + " could not be read", cause);
  }

  @Override
  public void delete(Collection<String> paths) {
    List<String> all = new ArrayList<>(paths);
    for (int from = 0; from < all.size(); from += DELETE_AT_ONCE) {
      deleteAtOnce(all.subList(from, Math.min(all.size(), from + DELETE_AT_ONCE)));
    }
  }

  private void deleteAtOnce(List<String> paths) {
    List<ObjectIdentifier> objects =
        paths.stream().map(path -> ObjectIdentifier.builder().key(path).build()).toList();
    try {
      DeleteObjectsResponse response =
          client.deleteObjects(
              request ->
                  request
                      .bucket(bucket)
                      .delete(Delete.builder().objects(objects).quiet(true).build()));
      if (!response.errors().isEmpty()) {
        throw new ObjectStoreException(
            response.errors().size()
                + " objects could not be deleted, the first is "
                + response.errors().get(0).key(),
            null);
      }
    } catch (SdkException e) {
      throw new ObjectStoreException(paths.size() + " objects could not be deleted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
