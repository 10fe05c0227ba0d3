package io.warnserver.keys;

import io.warnserver.settings.Setting;
import io.warnserver.settings.SettingsReader;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The maps between transmission risk level and days since onset of symptoms: apps of different
 * generations send one or the other, a package carries both.
 *
 * @param defaultRiskLevel the level of days that the map does not have, 1 to 8
 * @param daysOfRiskLevel days since onset, -15 to 4000, of every level 1 to 8
 * @param riskLevelOfDays level, 1 to 8, of days since onset
 */
public record RiskDerivation(
    int defaultRiskLevel,
    Map<Integer, Integer> daysOfRiskLevel,
    Map<Integer, Integer> riskLevelOfDays) {

  /** {@code warn.derivation-file}. */
  public static final Setting<Optional<Path>> FILE =
      Setting.optionalPath(
          "warn.derivation-file",
          "JSON file with the maps between transmission risk level and days since onset; empty: the shipped maps.");

  private static final long MAX_FILE_BYTES = 1 << 20;

  /**
   * @throws IllegalArgumentException for values out of range or a level without days
   */
  public RiskDerivation {
    daysOfRiskLevel = Map.copyOf(daysOfRiskLevel);
    riskLevelOfDays = Map.copyOf(riskLevelOfDays);
    requireRiskLevel(defaultRiskLevel);
    riskLevelOfDays.values().forEach(RiskDerivation::requireRiskLevel);
    riskLevelOfDays.keySet().forEach(RiskDerivation::requireDays);
    daysOfRiskLevel.keySet().forEach(RiskDerivation::requireRiskLevel);
    daysOfRiskLevel.values().forEach(RiskDerivation::requireDays);
    for (int level = 1; level <= 8; level++) {
      if (!daysOfRiskLevel.containsKey(level)) {
        throw new IllegalArgumentException(
            "no days since onset for transmission risk level " + level);
      }
    }
  }

  /** Reads the file of the setting, or the shipped maps. */
  public static RiskDerivation from(SettingsReader reader) {
    Optional<Path> file = reader.get(FILE);
    reader.check();
    try (InputStream in = file.isPresent() ? open(file.get()) : shipped();
        JsonReader json = Json.createReader(in)) {
      JsonObject maps = json.readObject();
      return new RiskDerivation(
          maps.getJsonNumber("defaultTransmissionRiskLevel").intValueExact(),
          map(maps.getJsonObject("daysSinceOnsetFromTransmissionRiskLevel")),
          map(maps.getJsonObject("transmissionRiskLevelFromDaysSinceOnset")));
    } catch (IOException e) {
      reader.refuse(
          FILE.name() + ": cannot read " + file.map(Path::toString).orElse("the shipped maps"));
    } catch (IllegalArgumentException e) {
      reader.refuse(FILE.name() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // What is missing, of another type or nested too deeply comes as one of half a dozen kinds.
      reader.refuse(
          FILE.name()
              + ": must be a JSON object with the three members of the shipped file and whole numbers");
    }
    reader.check();
    throw new IllegalStateException("check() has just been given a fault");
  }

  /** The level of a key that came with days only. */
  public int riskLevelOf(int daysSinceOnset) {
    return riskLevelOfDays.getOrDefault(daysSinceOnset, defaultRiskLevel);
  }

  /** The days of a key that came with a level, 1 to 8, only. */
  public int daysOf(int riskLevel) {
    return daysOfRiskLevel.get(riskLevel);
  }

  private static InputStream shipped() {
    return RiskDerivation.class.getResourceAsStream("derivation.json");
  }

  private static InputStream open(Path file) throws IOException {
    if (Files.size(file) > MAX_FILE_BYTES) {
      throw new IllegalArgumentException("the file is larger than " + MAX_FILE_BYTES + " bytes");
    }
    return Files.newInputStream(file);
  }

  private static Map<Integer, Integer> map(JsonObject object) {
    Map<Integer, Integer> map = new HashMap<>();
    object.keySet().forEach(key -> map.put(number(key), object.getJsonNumber(key).intValueExact()));
    return map;
  }

  private static Integer number(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new JsonException("the name of a member is not a number", e);
    }
  }

  private static void requireRiskLevel(int level) {
    DiagnosisKey.requireRange(level, 1, 8, "a transmission risk level");
  }

  private static void requireDays(int days) {
    DiagnosisKey.requireRange(days, -15, 4000, "days since onset");
  }
}
