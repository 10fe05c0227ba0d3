package io.warnserver.local.gateway;

import static io.warnserver.local.gateway.TestKeys.keys;
import static org.assertj.core.api.Assertions.assertThat;

import io.warnserver.local.certificates.CertificateRole;
import io.warnserver.local.certificates.IssuedCertificate;
import io.warnserver.protocols.federation.DiagnosisKey;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Forms of CMS that the gateway refuses (federation gateway protocol, what is signed). */
class SignatureFormsTest {

  private static final List<DiagnosisKey> KEYS = keys("FR", 1, 3);

  private final TestGateway test = new TestGateway();
  private final IssuedCertificate signing = test.certificates().of("FR", CertificateRole.SIGNING);
  private final CMSSignedDataGenerator generator = new CMSSignedDataGenerator();

  @AfterEach
  void end() {
    test.close();
  }

  @Test
  void detachedWithTheCertificate_isTaken() throws Exception {
    sign("SHA256withRSA");
    include(signing);

    assertThat(upload(false)).isEqualTo(201);
  }

  @Test
  void certificateNotIncluded_400() throws Exception {
    sign("SHA256withRSA");

    assertThat(upload(false)).isEqualTo(400);
  }

  @Test
  void anotherCertificateIncludedToo_400() throws Exception {
    sign("SHA256withRSA");
    include(signing);
    include(test.certificates().of("FR", CertificateRole.AUTHENTICATION));

    assertThat(upload(false)).isEqualTo(400);
  }

  @Test
  void twoSigners_400() throws Exception {
    sign("SHA256withRSA");
    sign("SHA256withRSA");
    include(signing);

    assertThat(upload(false)).isEqualTo(400);
  }

  @Test
  void rsaPss_400() throws Exception {
    sign("SHA256withRSAandMGF1");
    include(signing);

    assertThat(upload(false)).isEqualTo(400);
  }

  @Test
  void anotherDigest_400() throws Exception {
    sign("SHA512withRSA");
    include(signing);

    assertThat(upload(false)).isEqualTo(400);
  }

  @Test
  void notDetached_400() throws Exception {
    sign("SHA256withRSA");
    include(signing);

    assertThat(upload(true)).isEqualTo(400);
  }

  private void sign(String algorithm) throws Exception {
    generator.addSignerInfoGenerator(
        new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder().build())
            .build(
                new JcaContentSignerBuilder(algorithm)
                    .setProvider(new BouncyCastleProvider())
                    .build(signing.key()),
                signing.certificate()));
  }

  private void include(IssuedCertificate certificate) throws Exception {
    generator.addCertificates(new JcaCertStore(List.of(certificate.certificate())));
  }

  private int upload(boolean encapsulated) throws Exception {
    byte[] cms =
        generator
            .generate(new CMSProcessableByteArray(TestKeys.signed(KEYS)), encapsulated)
            .getEncoded();
    return test.send("FR", test.uploadOf("tag", Base64.getEncoder().encodeToString(cms), KEYS))
        .statusCode();
  }
}
