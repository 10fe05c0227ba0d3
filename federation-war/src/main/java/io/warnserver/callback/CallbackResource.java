package io.warnserver.callback;

import io.warnserver.federation.DownloadTimer;
import io.warnserver.federation.gateway.DownloadTag;
import jakarta.ejb.EJB;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The gateway says that there is a new batch (federation gateway protocol, callback). */
@Path("callback")
@RequestScoped
public class CallbackResource {

  private static final Logger LOG = Logger.getLogger(CallbackResource.class.getName());

  @EJB private DownloadTimer downloads;

  /**
   * Records a hint and answers 204, whether it is new or not; 400 for parameters that are none, 503
   * if it cannot be recorded, so that the gateway calls again.
   */
  @GET
  public Response called(
      @QueryParam("batchTag") List<String> batchTag, @QueryParam("date") List<String> date) {
    Optional<DownloadTag> tag = parse(batchTag, date);
    if (tag.isEmpty()) {
      return Response.status(Response.Status.BAD_REQUEST).build();
    }
    try {
      downloads.hint(tag.get());
      return Response.noContent().build();
    } catch (EJBException e) {
      LOG.log(Level.WARNING, "A call of the gateway could not be recorded", e);
      return Response.status(Response.Status.SERVICE_UNAVAILABLE).build();
    }
  }

  /** Each once; the date is that of the tag, as ISO 8601. */
  static Optional<DownloadTag> parse(List<String> batchTag, List<String> date) {
    return batchTag.size() == 1 && date.size() == 1
        ? DownloadTag.of(batchTag.get(0)).filter(tag -> tag.date().toString().equals(date.get(0)))
        : Optional.empty();
  }
}
