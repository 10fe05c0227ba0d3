package io.warnserver.client;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.warnserver.protocols.configuration.ApplicationConfiguration;
import io.warnserver.protocols.configuration.ApplicationConfigurationAndroid;
import io.warnserver.protocols.configuration.ApplicationConfigurationIOS;
import io.warnserver.protocols.keys.TemporaryExposureKeyExport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Which message a signed archive carries. All four are zip archives of {@code export.bin} and
 * {@code export.sig}; only a key package has a header before its message (key packages, "The
 * package"; configuration files).
 */
public enum ArchiveKind {
  /** A key package of an hour or a day. */
  KEYS("", TemporaryExposureKeyExport.parser()),
  /** The configuration of the first generation of apps. */
  CONFIGURATION_V1("app_config", ApplicationConfiguration.parser()),
  /** The configuration of the second generation on Android. */
  CONFIGURATION_ANDROID("app_config_android", ApplicationConfigurationAndroid.parser()),
  /** The configuration of the second generation on iOS. */
  CONFIGURATION_IOS("app_config_ios", ApplicationConfigurationIOS.parser());

  /** The bytes before the message of a key package: {@code EK Export v1}, padded with spaces. */
  static final ByteString HEADER =
      ByteString.copyFrom("EK Export v1    ", StandardCharsets.US_ASCII);

  private final String objectName;
  private final Parser<? extends Message> parser;

  ArchiveKind(String objectName, Parser<? extends Message> parser) {
    this.objectName = objectName;
    this.parser = parser;
  }

  /**
   * The kind that a path says: the name of a configuration file as the last element or as the
   * folder of the last one ({@code .../app_config_ios}, {@code .../app_config_ios/package.zip}) is
   * that configuration, everything else is a key package.
   */
  public static ArchiveKind ofPath(Path path) {
    for (ArchiveKind kind : values()) {
      if (kind != KEYS && (kind.isNamed(path) || kind.isNamed(path.toAbsolutePath().getParent()))) {
        return kind;
      }
    }
    return KEYS;
  }

  private boolean isNamed(Path path) {
    if (path == null || path.getFileName() == null) {
      return false;
    }
    String name = path.getFileName().toString();
    return name.equals(objectName) || name.equals(objectName + ".zip");
  }

  /** Whether {@code export.bin} begins as this kind demands. */
  boolean headerIsRight(ByteString export) {
    return this != KEYS || export.startsWith(HEADER);
  }

  /** The message in {@code export.bin}; whatever the header bytes of a key package are. */
  Message parse(ByteString export) throws InvalidProtocolBufferException {
    if (this != KEYS) {
      return parser.parseFrom(export);
    }
    if (export.size() < HEADER.size()) {
      throw new InvalidProtocolBufferException("shorter than the header");
    }
    return parser.parseFrom(export.substring(HEADER.size()));
  }
}
