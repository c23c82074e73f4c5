#include "tests/mockaws/iam/iam_fixture.h"
#include "tests/mockaws/iam/test_keys.h"

namespace mockaws {
namespace {

class SigningCertificatesTest : public IamTest {
 protected:
  SigningCertificatesTest() {
    Must("CreateUser", {{"UserName", "u"}});
    Must("CreateUser", {{"UserName", "v"}});
  }
  Answer Upload(std::string_view body, const std::string& user = "u") {
    return Call("UploadSigningCertificate",
                {{"UserName", user}, {"CertificateBody", std::string(body)}});
  }
};

TEST_F(SigningCertificatesTest, TheIdIsBase32OfTheCertificatesSha1) {
  const Answer made = Upload(kLoneCertificate);
  EXPECT_EQ(made.Members("Certificate"),
            "UserName CertificateId CertificateBody Status UploadDate");
  EXPECT_EQ(made.Text("Certificate.CertificateId"), kLoneCertificateId);
  EXPECT_EQ(made.Text("Certificate.CertificateBody"), kLoneCertificate);
  EXPECT_EQ(Must("ListSigningCertificates", {{"UserName", "u"}}).Members("Certificates.0"),
            "UserName CertificateId CertificateBody Status UploadDate");
}

TEST_F(SigningCertificatesTest, TheSameAgainSucceedsAndChangesNothing) {
  const std::string id = Upload(kLoneCertificate).Text("Certificate.CertificateId");
  Must("UpdateSigningCertificate",
       {{"UserName", "u"}, {"CertificateId", id}, {"Status", "Inactive"}});
  Advance(std::chrono::hours(1));
  const Answer again = Upload(kLoneCertificate);
  EXPECT_EQ(again.Text("Certificate.CertificateId"), id);
  EXPECT_EQ(again.Text("Certificate.Status"), "Active");
  EXPECT_EQ(again.Text("Certificate.UploadDate"), "2026-01-02T03:04:05Z");
  EXPECT_EQ(Must("ListSigningCertificates", {{"UserName", "u"}}).Text("Certificates.0.Status"),
            "Inactive");
}

TEST_F(SigningCertificatesTest, AnothersCertificateIsADuplicate) {
  Upload(kLoneCertificate);
  EXPECT_OUTCOME(Upload(kLoneCertificate, "v"),
                 "DuplicateCertificate (409): Duplicate certificate uploaded.");
}

TEST_F(SigningCertificatesTest, MalformedAndExpiredOnesAreRefused) {
  const std::string two = std::string(kLoneCertificate) + std::string(kOtherCertificate);
  for (const std::string_view body :
       {std::string_view("garbage"), kLoneKey, kSshKeyPem, std::string_view(two)}) {
    EXPECT_OUTCOME(Upload(body), "MalformedCertificate (400): Certificate BODY is malformed.");
  }
  EXPECT_OUTCOME(Upload(kLeafCertificate), "ok");  // RSA of 1,024 bit
  Advance(std::chrono::days(2 * 365));
  EXPECT_EQ(Upload(kLeafCertificate, "v").code, "MalformedCertificate");
}

TEST_F(SigningCertificatesTest, TwoAreTheMost) {
  Upload(kLoneCertificate);
  Upload(kOtherCertificate);
  EXPECT_OUTCOME(Upload(kRootCertificate),
                 "LimitExceeded (409): Cannot exceed quota for CertificatesPerUser: 2");
}

TEST_F(SigningCertificatesTest, AbsentOnesAndThoseOfOthersAreNotFound) {
  Upload(kLoneCertificate, "v");
  for (const std::string& id : {std::string(kLoneCertificateId), std::string(32, 'A')}) {
    const std::string refusal =
        "NoSuchEntity (404): The Certificate with id " + id + " cannot be found.";
    EXPECT_OUTCOME(Call("UpdateSigningCertificate",
                        {{"UserName", "u"}, {"CertificateId", id}, {"Status", "Inactive"}}),
                   refusal);
    EXPECT_OUTCOME(Call("DeleteSigningCertificate", {{"UserName", "u"}, {"CertificateId", id}}),
                   refusal);
  }
}

TEST_F(SigningCertificatesTest, ExpiredIsNoStatusToSet) {
  Upload(kLoneCertificate);
  EXPECT_OUTCOME(
      Call("UpdateSigningCertificate", {{"UserName", "u"},
                                        {"CertificateId", std::string(kLoneCertificateId)},
                                        {"Status", "Expired"}}),
      "InvalidInput (400): Operation does not support status Expired");
}

TEST_F(SigningCertificatesTest, AUserWithACertificateCantBeDeleted) {
  Upload(kLoneCertificate);
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "u"}}),
                 "DeleteConflict (409): Cannot delete entity, must delete certificates first.");
  Must("DeleteSigningCertificate",
       {{"UserName", "u"}, {"CertificateId", std::string(kLoneCertificateId)}});
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "u"}}), "ok");
}

TEST_F(SigningCertificatesTest, RootHasCertificatesOfItsOwn) {
  const Answer made =
      Must("UploadSigningCertificate", {{"CertificateBody", std::string(kLoneCertificate)}});
  EXPECT_EQ(made.Members("Certificate"), "CertificateId CertificateBody Status UploadDate");
  EXPECT_EQ(Must("GetAccountSummary").Entry("SummaryMap", "AccountSigningCertificatesPresent"),
            "1");
  Must("DeleteSigningCertificate", {{"CertificateId", std::string(kLoneCertificateId)}});
  EXPECT_EQ(Must("ListSigningCertificates").Count("Certificates"), 0);
}

}  // namespace
}  // namespace mockaws
