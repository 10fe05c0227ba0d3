package io.warnserver.submission;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;

/** The verification server's API, as far as it is used here. */
@Path("/version/v1/tan/verify")
public interface VerificationServer {

  /**
   * Verifies and spends a TAN.
   *
   * @param json {@code {"tan":"<uuid>"}}
   * @return 200 valid, 404 not valid; to be closed
   */
  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  Response verify(String json);
}
