package io.warnserver.federation.gateway;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/**
 * The operations of the {@link Gateway} on the wire, for the MicroProfile REST Client (federation
 * gateway protocol); dates are yyyy-MM-dd. Every status is an answer; what keeps an answer from
 * coming is a {@link jakarta.ws.rs.ProcessingException}. Public, because the client of one of the
 * servers calls it by reflection.
 */
@Path("/diagnosiskeys")
@Produces(MediaType.APPLICATION_JSON)
public interface GatewayApi {

  /** The gateway demands the version, and takes it without quotation marks only. */
  String PROTOBUF = "application/protobuf; version=1.0";

  /**
   * Uploads a batch.
   *
   * @param batch a {@code DiagnosisKeyBatch}
   */
  @POST
  @Path("upload")
  @Consumes(PROTOBUF)
  Response upload(
      @HeaderParam("batchTag") String batchTag,
      @HeaderParam("batchSignature") String signature,
      byte[] batch);

  /** The first batch of a date or later. */
  @GET
  @Path("download/{date}")
  @Produces(PROTOBUF)
  Response download(@PathParam("date") String date);

  /** One batch. A method of its own: a header that is null would be sent. */
  @GET
  @Path("download/{date}")
  @Produces(PROTOBUF)
  Response download(@PathParam("date") String date, @HeaderParam("batchTag") String batchTag);

  /** What the gateway says of the uploads in a batch. */
  @GET
  @Path("audit/download/{date}/{batchTag}")
  Response audit(@PathParam("date") String date, @PathParam("batchTag") String batchTag);

  /** The registered callbacks. */
  @GET
  @Path("callback")
  Response callbacks();

  /**
   * Registers a callback, or replaces the one of that id.
   *
   * @param nothing an empty body: without one, a client may refuse to send a PUT
   */
  @PUT
  @Path("callback/{id}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  Response register(@PathParam("id") String id, @QueryParam("url") String url, byte[] nothing);
}
