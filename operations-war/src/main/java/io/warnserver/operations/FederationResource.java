package io.warnserver.operations;

import io.warnserver.federation.DownloadTimer;
import io.warnserver.federation.UpkeepTimer;
import io.warnserver.federation.UploadTimer;
import io.warnserver.federation.download.DownloadResult;
import io.warnserver.federation.gateway.DownloadTag;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.upload.UploadResult;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The exchange with other countries, for operators. */
@Path("federation")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class FederationResource {

  private static final int MAX_REASON = 300;

  @EJB private UploadTimer uploads;
  @EJB private DownloadTimer downloads;
  @EJB private UpkeepTimer upkeep;

  /**
   * Uploads what can be uploaded and answers when that has ended: 200, 409 if another run is under
   * way or there is no gateway, 500 if it failed.
   */
  @POST
  @Path("uploads")
  public Response upload() {
    UploadResult result = uploads.runNow();
    return ResultAnswers.ofRun(result.outcome(), result);
  }

  /** How the last upload of this instance went; 404 before the first. */
  @GET
  @Path("uploads/last")
  public Response lastUpload() {
    return ResultAnswers.ofLast(uploads.lastResult());
  }

  /** The latest batches for the gateway. */
  @GET
  @Path("uploads/batches")
  public List<UploadBatch> uploadBatches() {
    return uploads.batches();
  }

  /**
   * Asks the gateway for other countries' keys and answers when all are dealt with: 200, 409 if
   * another run is under way or there is no gateway, 500 if it failed.
   */
  @POST
  @Path("downloads")
  public Response download() {
    DownloadResult result = downloads.runNow();
    return ResultAnswers.ofRun(result.outcome(), result);
  }

  /**
   * Registers the callback with the gateway where it is missing, as the schedule does: 200, 409 if
   * no callback is set, 500 if it failed.
   */
  @POST
  @Path("callback/registration")
  public Response register() {
    return upkeep
        .checkRegistration()
        .map(checked -> Response.status(checked.there() ? 200 : 500).entity(checked).build())
        .orElseGet(() -> refused(409, "no callback is set"));
  }

  /** How the last download of this instance went; 404 before the first. */
  @GET
  @Path("downloads/last")
  public Response lastDownload() {
    return ResultAnswers.ofLast(downloads.lastResult());
  }

  /**
   * Has the next download fetch a batch again that has ended, with errors or without: 204, 400
   * without a reason, 404 if there is no such batch, 409 if it is to be tried again anyway.
   *
   * @param reason a line of text, shown with the batch
   */
  @POST
  @Path("downloads/batches/{tag}/again")
  @Consumes(MediaType.TEXT_PLAIN)
  public Response fetchAgain(
      @PathParam("tag") String tag, InputStream reason, @Context SecurityContext who)
      throws IOException {
    String why = new String(reason.readNBytes(MAX_REASON + 1), StandardCharsets.UTF_8).strip();
    if (!why.matches("\\P{Cntrl}{1," + MAX_REASON + "}")) {
      return refused(400, "the body must be a reason, a line of at most " + MAX_REASON + " bytes");
    }
    return DownloadTag.of(tag)
        .flatMap(known -> downloads.putBack(known, who.getUserPrincipal().getName(), why))
        .map(
            ended ->
                ended
                    ? Response.noContent().build()
                    : refused(409, "the batch is to be tried again anyway"))
        .orElseGet(() -> refused(404, "there is no such batch"));
  }

  private static Response refused(int status, String why) {
    return Response.status(status).entity(Map.of("reason", why)).build();
  }

  /** The latest batches from the gateway, with what audit and rules found. */
  @GET
  @Path("downloads/batches")
  public List<DownloadedBatch> downloadBatches() {
    return downloads.batches();
  }
}
