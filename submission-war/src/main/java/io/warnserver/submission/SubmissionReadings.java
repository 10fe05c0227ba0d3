package io.warnserver.submission;

import io.warnserver.settings.SettingsReader;
import io.warnserver.settings.StartReadings;
import io.warnserver.submission.base.SubmissionSettings;
import io.warnserver.submission.tan.TanHashKeys;
import io.warnserver.submission.verification.VerificationSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;

/** The settings of submissions: they must be right before any is taken. */
@ApplicationScoped
public class SubmissionReadings implements StartReadings {

  @Override
  public List<Function<SettingsReader, ?>> readings() {
    return List.of(SubmissionSettings::from, VerificationSettings::from, TanHashKeys::read);
  }

  @Produces
  @Singleton
  SubmissionSettings submission() {
    return SubmissionSettings.from(SettingsReader.ofServer());
  }

  @Produces
  @Singleton
  VerificationSettings verification() {
    return VerificationSettings.from(SettingsReader.ofServer());
  }
}
