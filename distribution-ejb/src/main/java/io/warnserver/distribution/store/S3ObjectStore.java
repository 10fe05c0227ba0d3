package io.warnserver.distribution.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * An object store that speaks S3. Each call is one request, or a few where the store does less than
 * S3 does: who is patient is another class.
 */
public final class S3ObjectStore implements ObjectStore {

  private static final Logger LOG = Logger.getLogger(S3ObjectStore.class.getName());

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

  /** Between two bytes of an answer. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

  /**
   * How long a request takes at most, from its begin to the end of the answer. Whatever the store
   * does in that time, also if it takes the body byte by byte, the request ends then.
   */
  public static final Duration LONGEST_REQUEST = Duration.ofSeconds(20);

  /** How many objects S3 deletes in a request. */
  private static final int DELETE_AT_ONCE = 1000;

  /** How long the content delivery network may keep an object (key packages, metadata). */
  public static final Duration MAX_AGE = Duration.ofMinutes(5);

  private static final String CACHE_CONTROL = "public,max-age=" + MAX_AGE.toSeconds();

  private static final int MAX_READ = 4096;

  /** How stores refuse an operation that they do not have: with these, or with unknown codes. */
  private static final Set<Integer> LACKING = Set.of(400, 404, 405, 501);

  private static final Set<ErrorCode> LACKING_CODES =
      Set.of(
          ErrorCode.INVALID_ARGUMENT,
          ErrorCode.INVALID_REQUEST,
          ErrorCode.METHOD_NOT_ALLOWED,
          ErrorCode.NOT_IMPLEMENTED);

  private final S3Client client;
  private final String bucket;

  /** Whether the store is known to have no operation that deletes many objects. */
  private volatile boolean deletesOneByOne;

  /**
   * @param timer ends requests that take too long; it takes no time of its threads
   */
  public S3ObjectStore(StoreSettings settings, ScheduledExecutorService timer) {
    this(settings, timer, LONGEST_REQUEST);
  }

  /**
   * @param longestRequest in place of {@link #LONGEST_REQUEST}
   */
  S3ObjectStore(StoreSettings settings, ScheduledExecutorService timer, Duration longestRequest) {
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
            // Other stores than S3 do not know checksums in trailers, nor chunks with signatures.
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .addPlugin(LegacyMd5Plugin.create())
            .serviceConfiguration(service -> service.chunkedEncodingEnabled(false))
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT_TIMEOUT)
                    .socketTimeout(READ_TIMEOUT))
            .overrideConfiguration(
                override ->
                    override
                        .apiCallTimeout(longestRequest)
                        .scheduledExecutorService(timer)
                        .retryStrategy(retry -> retry.maxAttempts(1))
                        // What the server's user has in its home directory changes nothing.
                        .defaultProfileFile(ProfileFile.aggregator().build()))
            .build();
  }

  @Override
  public String putArchive(String path, Path archive, String hash) {
    return put(path, "application/zip", hash, RequestBody.fromFile(archive));
  }

  @Override
  public String putIndex(String path, byte[] json, String hash) {
    return put(path, "application/json", hash, RequestBody.fromBytes(json));
  }

  private String put(String path, String contentType, String hash, RequestBody body) {
    String etag;
    try {
      etag =
          client
              .putObject(
                  put ->
                      put.bucket(bucket)
                          .key(path)
                          .contentType(contentType)
                          .cacheControl(CACHE_CONTROL)
                          .metadata(Map.of("cwa-hash", hash)),
                  body)
              .eTag();
    } catch (SdkException e) {
      throw failure("the object " + path + " could not be put", e);
    }
    return requireEtag(path, etag);
  }

  /** An answer without one may come from somebody else than the store. */
  private static String requireEtag(String path, String etag) {
    if (etag == null || etag.isEmpty()) {
      throw new ObjectStoreException("the answer names no ETag of the object " + path, null, true);
    }
    return etag;
  }

  @Override
  public Optional<byte[]> read(String path) {
    return find(
        path,
        () ->
            client.getObject(
                get -> get.bucket(bucket).key(path),
                (head, content) -> {
                  byte[] begin = content.readNBytes(MAX_READ);
                  content.abort();
                  return begin;
                }));
  }

  @Override
  public Optional<String> etag(String path) {
    return find(path, () -> client.headObject(head -> head.bucket(bucket).key(path)))
        .map(answer -> requireEtag(path, answer.eTag()));
  }

  private static <T> Optional<T> find(String path, Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw failure("the object " + path + " could not be read", e);
    }
  }

  @Override
  public Map<String, String> list(String prefix) {
    try {
      return client
          .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
          .contents()
          .stream()
          .collect(
              Collectors.toMap(
                  S3Object::key,
                  object -> Objects.requireNonNullElse(object.eTag(), ""),
                  (first, second) -> second));
    } catch (SdkException e) {
      throw failure("the bucket could not be listed", e);
    }
  }

  @Override
  public void delete(Collection<String> paths) {
    List<String> left = new ArrayList<>(paths);
    for (int from = 0; from < left.size(); from += DELETE_AT_ONCE) {
      List<String> some = left.subList(from, Math.min(left.size(), from + DELETE_AT_ONCE));
      (deletesOneByOne ? some : deleteTogether(some)).forEach(this::deleteOne);
    }
  }

  /**
   * Asks for all of them in one request, and believes only what the store says of each: a status
   * 200 can carry an error, or be somebody else's.
   *
   * @return those that may still be there
   */
  private List<String> deleteTogether(List<String> paths) {
    DeleteObjectsResponse answer;
    try {
      answer =
          client.deleteObjects(
              delete ->
                  delete
                      .bucket(bucket)
                      .delete(
                          all ->
                              all.objects(
                                  paths.stream()
                                      .map(path -> ObjectIdentifier.builder().key(path).build())
                                      .toList())));
    } catch (S3Exception e) {
      if (LACKING.contains(e.statusCode()) && code(e).map(LACKING_CODES::contains).orElse(true)) {
        LOG.log(
            Level.INFO,
            "The object store deletes no objects together, status {0}: each by itself from now on",
            e.statusCode());
        deletesOneByOne = true;
        return paths;
      }
      throw failure(paths.size() + " objects could not be deleted", e);
    } catch (SdkException e) {
      throw failure(paths.size() + " objects could not be deleted", e);
    }
    Set<String> gone =
        Stream.concat(
                answer.deleted().stream().map(DeletedObject::key),
                answer.errors().stream()
                    .filter(error -> ErrorCode.NO_SUCH_KEY.word().equals(error.code()))
                    .map(S3Error::key))
            .collect(Collectors.toSet());
    return paths.stream().filter(path -> !gone.contains(path)).toList();
  }

  private void deleteOne(String path) {
    try {
      client.deleteObject(delete -> delete.bucket(bucket).key(path));
    } catch (NoSuchKeyException e) {
      // It is gone.
    } catch (SdkException e) {
      throw failure("the object " + path + " could not be deleted", e);
    }
  }

  private static ObjectStoreException failure(String what, SdkException e) {
    if (e instanceof AwsServiceException refusal) {
      String said = code(refusal).map(code -> " " + code.word()).orElse("");
      // Without the cause: what else the store says is not for our log.
      return new ObjectStoreException(
          what + ", status " + refusal.statusCode() + said, null, mayPass(refusal));
    }
    return new ObjectStoreException(what, e, true);
  }

  /** The code if it is known; otherwise too slow, too many, or a fault of the store itself. */
  private static boolean mayPass(AwsServiceException refusal) {
    int status = refusal.statusCode();
    return code(refusal)
        .map(ErrorCode::passing)
        .orElse(status == 408 || status == 429 || (status >= 500 && status != 501));
  }

  private static Optional<ErrorCode> code(AwsServiceException refusal) {
    return Optional.ofNullable(refusal.awsErrorDetails())
        .flatMap(details -> ErrorCode.of(details.errorCode()));
  }
}
