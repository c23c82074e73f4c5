#include "mockaws/crypto/encoding.h"
#include "tests/mockaws/iam/mfa_fixture.h"
#include "tests/mockaws/iam/test_keys.h"

namespace mockaws {
namespace {

class CredentialReportTest : public MfaTest {
 protected:
  // The report's lines; it is made anew.
  std::vector<std::string> Report() {
    Must("GenerateCredentialReport");
    Advance(std::chrono::seconds(5));
    const auto csv = Base64Decode(Must("GetCredentialReport").Text("Content"));
    std::vector<std::string> lines = {""};
    for (const char c : *csv) {
      if (c == '\n') {
        lines.emplace_back();
      } else {
        lines.back() += c;
      }
    }
    return lines;
  }
};

TEST_F(CredentialReportTest, IsStartedThenInProgressThenComplete) {
  EXPECT_OUTCOME(Call("GetCredentialReport"), "ReportNotPresent (410): Unknown");
  const Answer started = Must("GenerateCredentialReport");
  EXPECT_EQ(started.Text("State"), "STARTED");
  EXPECT_EQ(started.Text("Description"), "No report exists. Starting a new report generation task");
  EXPECT_OUTCOME(Call("GetCredentialReport"), "ReportInProgress (404): Unknown");
  EXPECT_EQ(Must("GenerateCredentialReport").Text("State"), "INPROGRESS");
  const Answer complete = Must("GenerateCredentialReport");
  EXPECT_EQ(complete.Text("State"), "COMPLETE");
  EXPECT_FALSE(complete.Has("Description"));
  EXPECT_EQ(Must("GetCredentialReport").Members(""), "Content ReportFormat GeneratedTime");
}

TEST_F(CredentialReportTest, LivesFourHoursWhateverChanges) {
  const std::vector<std::string> before = Report();
  Must("CreateUser", {{"UserName", "late"}});
  Advance(std::chrono::hours(3));
  EXPECT_EQ(Must("GenerateCredentialReport").Text("State"), "COMPLETE");
  EXPECT_EQ(Must("GetCredentialReport").Text("GeneratedTime"), "2026-01-02T03:04:05Z");
  Advance(std::chrono::hours(1));
  EXPECT_OUTCOME(Call("GetCredentialReport"), "ReportExpired (410): Unknown");
  EXPECT_EQ(Report().size(), before.size() + 1);
}

TEST_F(CredentialReportTest, HasAwsColumnsAndRootFirst) {
  Must("CreateUser", {{"UserName", "b"}, {"Path", "/x/"}});
  Must("CreateUser", {{"UserName", "A"}});
  const std::vector<std::string> lines = Report();
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_EQ(lines[0],
            "user,arn,user_creation_time,password_enabled,password_last_used,"
            "password_last_changed,password_next_rotation,mfa_active,access_key_1_active,"
            "access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,"
            "access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,"
            "access_key_2_last_used_date,access_key_2_last_used_region,"
            "access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,"
            "cert_2_last_rotated");
  EXPECT_EQ(lines[1],
            "<root_account>,arn:aws:iam::111122223333:root,2026-01-02T03:04:05Z,not_supported,"
            "no_information,not_supported,not_supported,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,"
            "N/A,N/A,false,N/A,false,N/A");
  EXPECT_EQ(lines[2],
            "A,arn:aws:iam::111122223333:user/A,2026-01-02T03:04:05Z,false,N/A,N/A,N/A,false,false,"
            "N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A");
  EXPECT_TRUE(lines[3].starts_with("b,arn:aws:iam::111122223333:user/x/b,"));
}

TEST_F(CredentialReportTest, TellsOfPasswordsKeysDevicesAndCertificates) {
  Must("UpdateAccountPasswordPolicy", {{"MaxPasswordAge", "90"}});
  const SigningCredentials key = NewUser("u", std::string(kAllowAll));
  Must("CreateLoginProfile", {{"UserName", "u"}, {"Password", "Sesame-Open-1"}});
  EnabledDevice("phone", "u");
  Must("UploadSigningCertificate",
       {{"UserName", "u"}, {"CertificateBody", std::string(kOtherCertificate)}});
  Advance(std::chrono::hours(1));
  Must("UploadSigningCertificate",
       {{"UserName", "u"}, {"CertificateBody", std::string(kLoneCertificate)}});
  Must("UpdateSigningCertificate", {{"UserName", "u"},
                                    {"CertificateId", std::string(kLoneCertificateId)},
                                    {"Status", "Inactive"}});
  Call("GetUser", {}, key);
  const std::vector<std::string> lines = Report();
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[2],
            "u,arn:aws:iam::111122223333:user/u,2026-01-02T03:04:05Z,true,no_information,"
            "2026-01-02T03:04:05Z,2026-04-02T03:04:05Z,true,true,2026-01-02T03:04:05Z,"
            "2026-01-02T04:04:05Z,us-east-1,iam,false,N/A,N/A,N/A,N/A,false,2026-01-02T04:04:05Z,"
            "true,2026-01-02T03:04:05Z");
}

}  // namespace
}  // namespace mockaws
