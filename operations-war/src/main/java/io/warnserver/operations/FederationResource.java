package io.warnserver.operations;

import io.warnserver.federation.DownloadTimer;
import io.warnserver.federation.UploadTimer;
import io.warnserver.federation.download.DownloadResult;
import io.warnserver.federation.overview.DownloadedBatch;
import io.warnserver.federation.overview.UploadBatch;
import io.warnserver.federation.upload.UploadResult;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** The exchange with other countries, for operators. */
@Path("federation")
@RequestScoped
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class FederationResource {

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

  /** How the last download of this instance went; 404 before the first. */
  @GET
  @Path("downloads/last")
  public Response lastDownload() {
    return ResultAnswers.ofLast(downloads.lastResult());
  }

  /** The latest batches from the gateway, with what audit and rules found. */
  @GET
  @Path("downloads/batches")
  public List<DownloadedBatch> downloadBatches() {
    return downloads.batches();
  }
}
