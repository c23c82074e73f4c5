#include "tests/mockaws/iam/iam_fixture.h"
#include "tests/mockaws/iam/test_keys.h"

namespace mockaws {
namespace {

std::string Text(std::string_view text) { return std::string(text); }

// A PEM text as AWS shows it.
std::string Shown(std::string_view pem) { return Text(pem.substr(0, pem.size() - 1)); }

class ServerCertificatesTest : public IamTest {
 protected:
  static Parameters Lone(const std::string& name) {
    return {{"ServerCertificateName", name},
            {"CertificateBody", Text(kLoneCertificate)},
            {"PrivateKey", Text(kLoneKey)}};
  }
  static Parameters Leaf(const std::string& chain) {
    return {{"ServerCertificateName", "leaf"},
            {"CertificateBody", Text(kLeafCertificate)},
            {"PrivateKey", Text(kLeafKey)},
            {"CertificateChain", chain}};
  }
};

TEST_F(ServerCertificatesTest, UploadAnswersMetadata) {
  Parameters input = Lone("Web");
  input.push_back({"Path", "/cloudfront/"});
  const Answer made = Must("UploadServerCertificate", input);
  EXPECT_EQ(made.Members("ServerCertificateMetadata"),
            "Path ServerCertificateName ServerCertificateId Arn UploadDate Expiration");
  EXPECT_EQ(made.Text("ServerCertificateMetadata.Arn"), Arn("server-certificate/cloudfront/Web"));
  EXPECT_EQ(made.Text("ServerCertificateMetadata.Expiration"), "2126-10-31T03:23:36Z");
  const std::string id = made.Text("ServerCertificateMetadata.ServerCertificateId");
  EXPECT_TRUE(id.starts_with("ASCA"));
  EXPECT_EQ(id.size(), 21u);
}

TEST_F(ServerCertificatesTest, GetShowsBodyAndChainWithoutTheirLastNewline) {
  Must("UploadServerCertificate", Leaf(Text(kIntermediateCertificate)));
  const Answer shown = Must("GetServerCertificate", {{"ServerCertificateName", "LEAF"}});
  EXPECT_EQ(shown.Members("ServerCertificate"),
            "ServerCertificateMetadata CertificateBody CertificateChain");
  EXPECT_EQ(shown.Text("ServerCertificate.CertificateBody"), Shown(kLeafCertificate));
  EXPECT_EQ(shown.Text("ServerCertificate.CertificateChain"), Shown(kIntermediateCertificate));
}

TEST_F(ServerCertificatesTest, ChainsStartWithTheSignerAndGoUp) {
  const std::string intermediate = Text(kIntermediateCertificate);
  const std::string root = Text(kRootCertificate);
  const auto invalid = [](int index) {
    return "MalformedCertificate (400): Unable to validate certificate chain. The certificate "
           "chain must start with the immediate signing certificate, followed by any "
           "intermediaries in order. The index within the chain of the invalid certificate is: " +
           std::to_string(index);
  };
  const struct {
    std::string chain;
    std::string outcome;
  } kCases[] = {
      {intermediate, "ok"},
      {intermediate + root, "ok"},
      {intermediate + root + root, "ok"},
      {Text(kLoneCertificate), invalid(-1)},
      {root + intermediate, invalid(-1)},
      {intermediate + Text(kLeafCertificate), invalid(1)},
      {"garbage", "MalformedCertificate (400): Unknown"},
  };
  for (const auto& c : kCases) {
    EXPECT_OUTCOME(Call("UploadServerCertificate", Leaf(c.chain)), c.outcome);
    Call("DeleteServerCertificate", {{"ServerCertificateName", "leaf"}});
  }
  Parameters without_chain = Leaf("");
  without_chain.pop_back();
  EXPECT_OUTCOME(Call("UploadServerCertificate", without_chain), "ok");
}

TEST_F(ServerCertificatesTest, TheMaterialMustBeWholeAndBelongTogether) {
  const auto upload = [&](std::string_view body, std::string_view key) {
    return Call("UploadServerCertificate", {{"ServerCertificateName", "c"},
                                            {"CertificateBody", Text(body)},
                                            {"PrivateKey", Text(key)}});
  };
  EXPECT_OUTCOME(upload("garbage", kLoneKey),
                 "MalformedCertificate (400): Unable to parse certificate. Please ensure the "
                 "certificate is in PEM format.");
  EXPECT_OUTCOME(upload(kOtherCertificate, kLoneKey),
                 "KeyPairMismatch (400): The private key did not match the public key provided. "
                 "Please verify the key material and try again.");
  EXPECT_EQ(upload(kLoneCertificate, "garbage").code, "MalformedCertificate");
  Advance(std::chrono::days(2 * 365));
  EXPECT_OUTCOME(upload(kLeafCertificate, kLeafKey),
                 "MalformedCertificate (400): Certificate is no longer valid. The 'Not After' date "
                 "restriction on the certificate has passed.");
}

TEST_F(ServerCertificatesTest, NamesAreUniqueWithoutRegardToCase) {
  Must("UploadServerCertificate", Lone("web"));
  EXPECT_OUTCOME(Call("UploadServerCertificate", Lone("WEB")),
                 "EntityAlreadyExists (409): The Server Certificate with name WEB already exists.");
}

TEST_F(ServerCertificatesTest, RenamingAndMovingKeepIdAndTags) {
  Parameters input = Lone("a");
  input.insert(input.end(), {{"Tags.member.1.Key", "k"}, {"Tags.member.1.Value", "v"}});
  const Answer made = Must("UploadServerCertificate", input);
  EXPECT_EQ(made.Text("Tags.0.Key"), "k");
  Must("UpdateServerCertificate", {{"ServerCertificateName", "a"}});  // nothing: tags stay
  Must("UpdateServerCertificate",
       {{"ServerCertificateName", "a"}, {"NewServerCertificateName", "b"}, {"NewPath", "/x/"}});
  const Answer shown = Must("GetServerCertificate", {{"ServerCertificateName", "b"}});
  const std::string metadata = "ServerCertificate.ServerCertificateMetadata.";
  EXPECT_EQ(shown.Text(metadata + "Arn"), Arn("server-certificate/x/b"));
  EXPECT_EQ(shown.Text(metadata + "ServerCertificateId"),
            made.Text("ServerCertificateMetadata.ServerCertificateId"));
  EXPECT_EQ(shown.Text("ServerCertificate.Tags.0.Value"), "v");
  Must("UploadServerCertificate", Lone("a"));
  EXPECT_OUTCOME(Call("UpdateServerCertificate",
                      {{"ServerCertificateName", "a"}, {"NewServerCertificateName", "B"}}),
                 "EntityAlreadyExists (409): The Server Certificate with name B already exists.");
}

TEST_F(ServerCertificatesTest, MissingOnesAreNoSuchEntity) {
  for (const char* action : {"GetServerCertificate", "UpdateServerCertificate",
                             "DeleteServerCertificate", "ListServerCertificateTags"}) {
    EXPECT_OUTCOME(Call(action, {{"ServerCertificateName", "none"}}),
                   "NoSuchEntity (404): The Server Certificate with name none cannot be found.");
  }
}

TEST_F(ServerCertificatesTest, ListsShowMetadataByPath) {
  Must("UploadServerCertificate", Lone("a"));
  Parameters other = Leaf(Text(kIntermediateCertificate));
  other.push_back({"Path", "/x/"});
  Must("UploadServerCertificate", other);
  EXPECT_EQ(Must("ListServerCertificates").Count("ServerCertificateMetadataList"), 2);
  const Answer list = Must("ListServerCertificates", {{"PathPrefix", "/x/"}});
  EXPECT_EQ(list.Count("ServerCertificateMetadataList"), 1);
  EXPECT_EQ(list.Members("ServerCertificateMetadataList.0"),
            "Path ServerCertificateName ServerCertificateId Arn UploadDate Expiration");
  EXPECT_EQ(Must("GetAccountSummary").Entry("SummaryMap", "ServerCertificates"), "2");
}

TEST_F(ServerCertificatesTest, EmptyTagListsHaveTheirOwnSentences) {
  Must("UploadServerCertificate", Lone("a"));
  EXPECT_OUTCOME(Call("TagServerCertificate", {{"ServerCertificateName", "a"}, {"Tags", ""}}),
                 "InvalidInput (400): The provided tag map must not be null/empty.");
  EXPECT_OUTCOME(Call("UntagServerCertificate", {{"ServerCertificateName", "a"}, {"TagKeys", ""}}),
                 "InvalidInput (400): The provided tag keys must not be null/empty.");
}

TEST_F(ServerCertificatesTest, TagsTellKeysApartByCase) {
  Must("UploadServerCertificate", Lone("a"));
  for (const char* key : {"Team", "team"}) {
    Must(
        "TagServerCertificate",
        {{"ServerCertificateName", "a"}, {"Tags.member.1.Key", key}, {"Tags.member.1.Value", "v"}});
  }
  EXPECT_EQ(Must("ListServerCertificateTags", {{"ServerCertificateName", "a"}}).Count("Tags"), 2);
  Must("UntagServerCertificate", {{"ServerCertificateName", "a"}, {"TagKeys.member.1", "team"}});
  EXPECT_EQ(Must("ListServerCertificateTags", {{"ServerCertificateName", "a"}}).Text("Tags.0.Key"),
            "Team");
}

TEST_F(ServerCertificatesTest, RefusalsAreJudgedOnTheCertificatesArn) {
  Must("UploadServerCertificate", Lone("a"));
  const SigningCredentials allowed = NewUser(
      "allowed", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*",)"
                 R"("Resource":"arn:aws:iam::111122223333:server-certificate/a"}})");
  EXPECT_OUTCOME(Call("GetServerCertificate", {{"ServerCertificateName", "a"}}, allowed), "ok");
  EXPECT_EQ(Call("GetServerCertificate", {{"ServerCertificateName", "b"}}, allowed).code,
            "AccessDenied");
  EXPECT_EQ(Call("UpdateServerCertificate",
                 {{"ServerCertificateName", "a"}, {"NewServerCertificateName", "b"}}, allowed)
                .code,
            "AccessDenied");
}

}  // namespace
}  // namespace mockaws
