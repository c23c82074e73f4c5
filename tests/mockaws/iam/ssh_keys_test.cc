#include "tests/mockaws/iam/iam_fixture.h"
#include "tests/mockaws/iam/test_keys.h"

namespace mockaws {
namespace {

class SshKeysTest : public IamTest {
 protected:
  SshKeysTest() {
    Must("CreateUser", {{"UserName", "u"}});
    Must("CreateUser", {{"UserName", "v"}});
  }
  Answer Upload(std::string_view body, const std::string& user = "u") {
    return Call("UploadSSHPublicKey",
                {{"UserName", user}, {"SSHPublicKeyBody", std::string(body)}});
  }
  std::string Uploaded(std::string_view body, const std::string& user = "u") {
    return Upload(body, user).Text("SSHPublicKey.SSHPublicKeyId");
  }
};

TEST_F(SshKeysTest, UploadAnswersTheBodyAsSent) {
  const std::string body = std::string(kSshKey) + "\n";
  const Answer made = Upload(body);
  EXPECT_EQ(made.Members("SSHPublicKey"),
            "UserName SSHPublicKeyId Fingerprint SSHPublicKeyBody Status UploadDate");
  EXPECT_EQ(made.Text("SSHPublicKey.SSHPublicKeyBody"), body);
  EXPECT_EQ(made.Text("SSHPublicKey.Fingerprint"), kSshKeyFingerprint);
  EXPECT_EQ(made.Text("SSHPublicKey.Status"), "Active");
  const std::string id = made.Text("SSHPublicKey.SSHPublicKeyId");
  EXPECT_TRUE(id.starts_with("APKA"));
  EXPECT_EQ(id.size(), 20u);
}

TEST_F(SshKeysTest, GetWritesEitherFormWhicheverWasSent) {
  const std::string ssh(kSshKey.substr(0, kSshKey.rfind(' ')));
  for (const std::string_view body : {kSshKey, kSshKeyPem, kSshKeyPkcs1}) {
    const std::string id = Uploaded(body);
    const auto get = [&](const char* encoding) {
      return Must("GetSSHPublicKey",
                  {{"UserName", "u"}, {"SSHPublicKeyId", id}, {"Encoding", encoding}})
          .Text("SSHPublicKey.SSHPublicKeyBody");
    };
    EXPECT_EQ(get("SSH"), ssh);
    EXPECT_EQ(get("PEM"), kSshKeyPem);
    Must("DeleteSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", id}});
  }
}

TEST_F(SshKeysTest, TheEncodingIsOneOfTwoInTheirSpelling) {
  const std::string id = Uploaded(kSshKey);
  EXPECT_OUTCOME(
      Call("GetSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", id}, {"Encoding", "pem"}}),
      "ValidationError (400): 1 validation error detected: Value at 'encoding' failed to satisfy "
      "constraint: Member must satisfy enum value set: [SSH, PEM]");
}

TEST_F(SshKeysTest, WhatIsNoRsaKeyOfEnoughBitsIsRefused) {
  const std::string truncated(kSshKey.substr(0, kSshKey.size() / 2));
  for (const std::string_view body : {std::string_view("garbage"), kLoneCertificate, kEd25519Key,
                                      std::string_view(truncated), std::string_view("ssh-rsa")}) {
    EXPECT_OUTCOME(Upload(body),
                   "UnrecognizedPublicKeyEncoding (400): Invalid public key uploaded.")
        << body;
  }
  EXPECT_OUTCOME(Upload(kShortSshKey), "InvalidPublicKey (400): Invalid body for public key");
}

TEST_F(SshKeysTest, TheSameKeyTwiceIsADuplicateForTheSameUserAlone) {
  Uploaded(kSshKey);
  EXPECT_OUTCOME(Upload(kSshKeyPem),
                 "DuplicateSSHPublicKey (400): Duplicate SSH public key uploaded.");
  EXPECT_OUTCOME(Upload(kSshKeyPem, "v"), "ok");
}

TEST_F(SshKeysTest, ListsOmitBodyAndFingerprint) {
  const std::string id = Uploaded(kSshKey);
  Must("UpdateSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", id}, {"Status", "Inactive"}});
  const Answer list = Must("ListSSHPublicKeys", {{"UserName", "u"}});
  EXPECT_EQ(list.Members("SSHPublicKeys.0"), "UserName SSHPublicKeyId Status UploadDate");
  EXPECT_EQ(list.Text("SSHPublicKeys.0.Status"), "Inactive");
  EXPECT_EQ(Must("ListSSHPublicKeys").Count("SSHPublicKeys"), 0);  // the root user's
}

TEST_F(SshKeysTest, AbsentKeysAndThoseOfOthersHaveTheirSentences) {
  const std::string others = Uploaded(kSshKey, "v");
  const std::string absent = "APKAAAAAAAAAAAAAAAAA";
  const std::string others_refusal =
      "NoSuchEntity (404): User has no Public Key with id " + others + ".";
  const std::string absent_refusal =
      "NoSuchEntity (404): The SSH Public Key with id " + absent + " cannot be found";
  const std::vector<std::pair<std::string, std::string>> kCases = {{others, others_refusal},
                                                                   {absent, absent_refusal}};
  for (const auto& [id, refusal] : kCases) {
    EXPECT_OUTCOME(
        Call("GetSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", id}, {"Encoding", "SSH"}}),
        refusal);
    EXPECT_OUTCOME(Call("UpdateSSHPublicKey",
                        {{"UserName", "u"}, {"SSHPublicKeyId", id}, {"Status", "Active"}}),
                   refusal);
    EXPECT_OUTCOME(Call("DeleteSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", id}}),
                   refusal);
  }
}

TEST_F(SshKeysTest, ExpiredIsNoStatusToSet) {
  EXPECT_OUTCOME(
      Call("UpdateSSHPublicKey",
           {{"UserName", "u"}, {"SSHPublicKeyId", Uploaded(kSshKey)}, {"Status", "Expired"}}),
      "InvalidInput (400): Operation does not support status Expired");
}

TEST_F(SshKeysTest, AUserWithAKeyCantBeDeleted) {
  const std::string id = Uploaded(kSshKey);
  EXPECT_OUTCOME(
      Call("DeleteUser", {{"UserName", "u"}}),
      "DeleteConflict (409): Cannot delete entity, must remove referenced objects first.");
  Must("DeleteSSHPublicKey", {{"UserName", "u"}, {"SSHPublicKeyId", id}});
  EXPECT_OUTCOME(Call("DeleteUser", {{"UserName", "u"}}), "ok");
}

TEST_F(SshKeysTest, KeysFollowARenamedUser) {
  const std::string id = Uploaded(kSshKey);
  Must("UpdateUser", {{"UserName", "u"}, {"NewUserName", "w"}});
  EXPECT_EQ(Must("ListSSHPublicKeys", {{"UserName", "w"}}).Text("SSHPublicKeys.0.SSHPublicKeyId"),
            id);
}

}  // namespace
}  // namespace mockaws
