package io.warnserver.operations;

import io.warnserver.federation.DownloadTimer;
import io.warnserver.federation.UploadTimer;
import io.warnserver.federation.download.DownloadResult;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.runs.RunOutcome;
import io.warnserver.federation.upload.UploadResult;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/** The exchange with other countries, for operators. */
@Path("federation")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class FederationResource {

  private static final int CONFLICT = 409;

  @EJB private UploadTimer uploads;
  @EJB private DownloadTimer downloads;

  /**
   * Uploads what can be uploaded and answers when that has ended: 200, 409 if another run is under
   * way or there is no gateway, 500 if it failed.
   */
  @POST
  @Path("uploads")
  public Response upload() {
    UploadResult result = uploads.runNow();
    return Response.status(status(result.outcome())).entity(json(result)).build();
  }

  /** How the last upload of this instance went; 404 before the first. */
  @GET
  @Path("uploads/last")
  public Response lastUpload() {
    return found(uploads.lastResult().map(FederationResource::json));
  }

  /** The latest batches for the gateway. */
  @GET
  @Path("uploads/batches")
  public JsonValue uploadBatches() {
    JsonArrayBuilder array = Json.createArrayBuilder();
    uploads.batches().forEach(batch -> array.add(json(batch)));
    return array.build();
  }

  /**
   * Asks the gateway for other countries' keys and answers when all are dealt with: 200, 409 if
   * another run is under way or there is no gateway, 500 if it failed.
   */
  @POST
  @Path("downloads")
  public Response download() {
    DownloadResult result = downloads.runNow();
    return Response.status(status(result.outcome())).entity(json(result)).build();
  }

  /** How the last download of this instance went; 404 before the first. */
  @GET
  @Path("downloads/last")
  public Response lastDownload() {
    return found(downloads.lastResult().map(FederationResource::json));
  }

  /** The latest batches from the gateway, with what audit and rules found. */
  @GET
  @Path("downloads/batches")
  public JsonValue downloadBatches() {
    JsonArrayBuilder array = Json.createArrayBuilder();
    downloads.batches().forEach(batch -> array.add(json(batch)));
    return array.build();
  }

  private static int status(RunOutcome outcome) {
    return switch (outcome) {
      case COMPLETED -> 200;
      case BUSY, OFF -> CONFLICT;
      case FAILED -> 500;
    };
  }

  private static Response found(Optional<JsonObject> result) {
    return result
        .map(json -> Response.ok(json).build())
        .orElseGet(() -> Response.status(Response.Status.NOT_FOUND).build());
  }

  private static JsonObject json(UploadResult result) {
    return Json.createObjectBuilder()
        .add("outcome", result.outcome().word())
        .add("reason", result.reason())
        .add("batches", result.batches())
        .add("keys", result.keys())
        .add("known", result.known())
        .add("setAside", result.setAside())
        .add("tooOld", result.tooOld())
        .add("givenUp", result.givenUp())
        .build();
  }

  private static JsonObject json(DownloadResult result) {
    return Json.createObjectBuilder()
        .add("outcome", result.outcome().word())
        .add("reason", result.reason())
        .add("batches", result.batches())
        .add("keys", result.keys())
        .add("refused", result.refused())
        .add("failedBatches", result.failedBatches())
        .build();
  }

  private static JsonObject json(UploadBatch batch) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("batchTag", batch.tag())
            .add("state", batch.state())
            .add("recordedAt", batch.recordedAt().toString())
            .add("attempts", batch.attempts())
            .add("keys", batch.keys());
    batch.endedAt().ifPresent(time -> json.add("endedAt", time.toString()));
    batch.reason().ifPresent(reason -> json.add("reason", reason));
    return json.build();
  }

  private static JsonObject json(DownloadedBatch batch) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("batchTag", batch.tag())
            .add("state", batch.state())
            .add("receivedAt", batch.receivedAt().toString())
            .add("attempts", batch.attempts())
            .add("keys", batch.keys())
            .add("storedKeys", batch.storedKeys());
    batch.endedAt().ifPresent(time -> json.add("endedAt", time.toString()));
    batch.nextAttemptAt().ifPresent(time -> json.add("nextAttemptAt", time.toString()));
    batch.reason().ifPresent(reason -> json.add("reason", reason));
    JsonArrayBuilder countries = Json.createArrayBuilder();
    batch
        .countries()
        .forEach(
            country ->
                countries.add(
                    Json.createObjectBuilder()
                        .add("country", country.country())
                        .add("finding", country.finding())
                        .add("relaxed", country.relaxed())
                        .add("keys", country.keys())
                        .add("accepted", country.accepted())));
    JsonArrayBuilder refused = Json.createArrayBuilder();
    batch
        .refused()
        .forEach(
            one ->
                refused.add(
                    Json.createObjectBuilder()
                        .add("country", one.country())
                        .add("rule", one.rule())
                        .add("keys", one.keys())));
    return json.add("countries", countries).add("refused", refused).build();
  }
}
