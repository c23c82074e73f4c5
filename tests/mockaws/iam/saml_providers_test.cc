#include "tests/mockaws/iam/iam_fixture.h"
#include "tests/mockaws/iam/saml_metadata_sample.h"
#include "tests/mockaws/iam/test_keys.h"

namespace mockaws {
namespace {

std::string Replaced(std::string text, const std::string& what, const std::string& with) {
  text.replace(text.find(what), what.size(), with);
  return text;
}

class SamlProvidersTest : public IamTest {
 protected:
  std::string Make(const std::string& name) {
    return Must("CreateSAMLProvider", {{"Name", name}, {"SAMLMetadataDocument", SamlMetadata()}})
        .Text("SAMLProviderArn");
  }
  Answer Create(const std::string& metadata) {
    return Call("CreateSAMLProvider", {{"Name", "p"}, {"SAMLMetadataDocument", metadata}});
  }
  const std::string key_ = std::string(kLoneKey);
};

TEST_F(SamlProvidersTest, GetShowsWhatWasSentAndAHundredYears) {
  const std::string arn = Make("corp");
  EXPECT_EQ(arn, Arn("saml-provider/corp"));
  const Answer shown = Must("GetSAMLProvider", {{"SAMLProviderArn", arn}});
  EXPECT_EQ(shown.Members(""),
            "SAMLProviderUUID SAMLMetadataDocument CreateDate ValidUntil Tags "
            "AssertionEncryptionMode PrivateKeyList");
  EXPECT_EQ(shown.Text("SAMLMetadataDocument"), SamlMetadata());
  EXPECT_EQ(shown.Text("CreateDate"), "2026-01-02T03:04:05.000Z");
  EXPECT_EQ(shown.Text("ValidUntil"), "2126-01-02T03:04:05.000Z");
  EXPECT_EQ(shown.Text("AssertionEncryptionMode"), "Allowed");
  EXPECT_EQ(shown.Count("Tags"), 0);
  const std::string uuid = shown.Text("SAMLProviderUUID");
  EXPECT_TRUE(uuid.starts_with("SAMLSP"));
  EXPECT_EQ(uuid.size(), 22u);
  EXPECT_EQ(Must("ListSAMLProviders").Members("SAMLProviderList.0"), "Arn ValidUntil CreateDate");
}

TEST_F(SamlProvidersTest, MetadataMustDescribeAnIdentityProvider) {
  const std::string good = SamlMetadata();
  const std::string unreadable = "InvalidInput (400): Could not parse metadata";
  EXPECT_OUTCOME(Create("no XML " + std::string(1000, 'x')), unreadable);
  EXPECT_OUTCOME(Create(Replaced(good, " entityID=\"https://idp.example.com/saml\"", "")),
                 unreadable);
  EXPECT_OUTCOME(Create("<a>" + std::string(1000, 'x') + "</a>"), unreadable);
  std::string bare = good;
  const size_t begin = bare.find("<md:IDPSSO");
  const std::string end_tag = "</md:IDPSSODescriptor>";
  bare.erase(begin, bare.find(end_tag) + end_tag.size() - begin);
  EXPECT_OUTCOME(
      Create(bare),
      "InvalidInput (400): SAML Providers must reference at least one SAML assertion issuer.");
  EXPECT_OUTCOME(
      Create(Replaced(good, "</md:IDPSSO", "<X509Certificate>AAAA</X509Certificate></md:IDPSSO")),
      unreadable);
  EXPECT_OUTCOME(Create(Replaced(good, "<md:EntityDescriptor",
                                 "<md:EntityDescriptor "
                                 "validUntil=\"2001-01-01T00:00:00Z\"")),
                 "ok");
}

TEST_F(SamlProvidersTest, AnEntitiesWrapperPasses) {
  const std::string inner = SamlMetadata();
  EXPECT_OUTCOME(Create("<md:EntitiesDescriptor "
                        "xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\">" +
                        inner.substr(inner.find("?>") + 2) + "</md:EntitiesDescriptor>"),
                 "ok");
}

TEST_F(SamlProvidersTest, NamesAreUniqueAndProvidersLimited) {
  Make("p");
  EXPECT_EQ(Create(SamlMetadata()).code, "EntityAlreadyExists");
}

TEST_F(SamlProvidersTest, UnknownProvidersAreToldByTheirArn) {
  const std::string arn = Arn("saml-provider/none");
  const std::string missing = "NoSuchEntity (404): Manifest not found for arn " + arn;
  for (const char* action : {"GetSAMLProvider", "DeleteSAMLProvider", "ListSAMLProviderTags"}) {
    EXPECT_OUTCOME(Call(action, {{"SAMLProviderArn", arn}}), missing) << action;
  }
  EXPECT_EQ(Call("GetSAMLProvider", {{"SAMLProviderArn", "nonsense-nonsense-nonsense"}}).code,
            "ValidationError");
}

TEST_F(SamlProvidersTest, PrivateKeysAreAddedAndRemovedOneAtATime) {
  const std::string arn = Make("p");
  const auto update = [&](Parameters more) {
    more.push_back({"SAMLProviderArn", arn});
    return Call("UpdateSAMLProvider", more);
  };
  EXPECT_OUTCOME(update({}),
                 "ValidationError (400): Unable to update identity provider. No updates are "
                 "defined for metadata or encryption assertion.");
  EXPECT_OUTCOME(update({{"AssertionEncryptionMode", "Required"}}),
                 "InvalidInput (400): Failed to set assertion encryption mode to Required because "
                 "no private key is present.");
  EXPECT_OUTCOME(update({{"AddPrivateKey", key_}, {"RemovePrivateKey", "SAMLPK0000000000000000"}}),
                 "ValidationError (400): Unable to add and remove private keys in the same "
                 "request. Set a value for only one of the two parameters.");
  EXPECT_OUTCOME(update({{"AddPrivateKey", key_}, {"AssertionEncryptionMode", "Required"}}), "ok");
  const std::string id =
      Must("GetSAMLProvider", {{"SAMLProviderArn", arn}}).Text("PrivateKeyList.0.KeyId");
  EXPECT_TRUE(id.starts_with("SAMLPK")) << id;
  EXPECT_OUTCOME(update({{"RemovePrivateKey", id}}),
                 "InvalidInput (400): Failed to remove private key.");
  EXPECT_OUTCOME(update({{"AddPrivateKey", key_}}), "ok");  // the same twice counts two
  EXPECT_OUTCOME(update({{"AddPrivateKey", key_}}),
                 "LimitExceeded (409): Private key limit of 2 is reached.");
  EXPECT_OUTCOME(update({{"RemovePrivateKey", id}}), "ok");
}

TEST_F(SamlProvidersTest, RequiredEncryptionNeedsAKeyFromTheStart) {
  EXPECT_OUTCOME(Call("CreateSAMLProvider", {{"Name", "p"},
                                             {"SAMLMetadataDocument", SamlMetadata()},
                                             {"AssertionEncryptionMode", "Required"}}),
                 "ValidationError (400): Unable to set assertion encryption mode to Required "
                 "because no private key is provided.");
}

TEST_F(SamlProvidersTest, TagsTellCaseApartAndEmptyListsAreRefused) {
  const std::string arn = Make("p");
  Must("TagSAMLProvider", {{"SAMLProviderArn", arn},
                           {"Tags.member.1.Key", "b"},
                           {"Tags.member.1.Value", "1"},
                           {"Tags.member.2.Key", "B"},
                           {"Tags.member.2.Value", "2"}});
  const Answer tags = Must("ListSAMLProviderTags", {{"SAMLProviderArn", arn}});
  EXPECT_EQ(tags.Text("Tags.0.Key"), "B");
  EXPECT_EQ(tags.Text("Tags.1.Key"), "b");
  EXPECT_EQ(Call("UntagSAMLProvider", {{"SAMLProviderArn", arn}, {"TagKeys", ""}}).code,
            "InvalidInput");
}

}  // namespace
}  // namespace mockaws
