package io.warnserver.submission.http;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;

/** Tells what this API takes and answers (OpenAPI 3.0). */
@Path("openapi.yaml")
public class DescriptionResource {

  /** The description, as it was written. */
  @GET
  @Produces("application/yaml")
  public byte[] description() throws IOException {
    try (InputStream in = DescriptionResource.class.getResourceAsStream("openapi.yaml")) {
      return in.readAllBytes();
    }
  }
}
