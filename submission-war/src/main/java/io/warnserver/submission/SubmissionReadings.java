package io.warnserver.submission;

import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartReadings;
import io.warnserver.submission.tan.TanHashKeys;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** What must be right before submissions are taken. */
@ApplicationScoped
public class SubmissionReadings implements StartReadings {

  @Override
  public List<Function<SettingsReader, ?>> readings() {
    return List.of(SubmissionSettings::from, VerificationSettings::from, TanHashKeys::from);
  }
}
