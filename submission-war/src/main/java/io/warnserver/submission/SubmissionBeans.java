package io.warnserver.submission;

import io.warnserver.settings.SettingsReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;

/** Puts the parts together, once, when the application starts: a wrong setting stops the start. */
@ApplicationScoped
public class SubmissionBeans {

  @Inject private Clock clock;
  @Inject private JpaSubmissionStore store;

  private SubmissionSettings settings;
  private SubmitKeys submitKeys;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    settings = SubmissionSettings.from(SettingsReader.ofServer());
    submitKeys =
        new SubmitKeys(
            settings,
            new HttpTanVerifier(settings.verification()),
            store,
            clock,
            new SecureRandom());
  }

  SubmissionSettings settings() {
    return settings;
  }

  SubmitKeys submitKeys() {
    return submitKeys;
  }
}
