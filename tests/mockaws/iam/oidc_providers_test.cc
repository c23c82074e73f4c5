#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

const std::string kThumbprint = "990F4193972F2BECF12DDEDA5237F9C952F20D9E";

class OidcProvidersTest : public IamTest {
 protected:
  Answer Create(const std::string& url, const Parameters& more = {}) {
    Parameters parameters = {{"Url", url}};
    parameters.insert(parameters.end(), more.begin(), more.end());
    return Call("CreateOpenIDConnectProvider", parameters);
  }
  std::string Make(const std::string& url, const Parameters& more = {}) {
    const Answer made = Create(url, more);
    EXPECT_OUTCOME(made, "ok");
    return made.Text("OpenIDConnectProviderArn");
  }
  Answer Get(const std::string& arn) {
    return Must("GetOpenIDConnectProvider", {{"OpenIDConnectProviderArn", arn}});
  }
};

TEST_F(OidcProvidersTest, UrlsKeepPathCaseAndSlashAndLoseTheDefaultPort) {
  const struct {
    const char* url;
    const char* bare;
  } kCases[] = {
      {"https://token.actions.githubusercontent.com", "token.actions.githubusercontent.com"},
      {"https://Idp.example.com:443/Tenant/", "Idp.example.com/Tenant/"},
      {"https://idp.example.com:8443/a", "idp.example.com:8443/a"},
  };
  for (const auto& c : kCases) {
    const std::string arn = Make(c.url);
    EXPECT_EQ(arn, Arn(std::string("oidc-provider/") + c.bare));
    EXPECT_EQ(Get(arn).Text("Url"), c.bare);
  }
}

TEST_F(OidcProvidersTest, OtherUrlsAreRefused) {
  EXPECT_OUTCOME(Create("https://idp.example.com?a=b"), "InvalidInput (400): Unknown");
  EXPECT_OUTCOME(Create("https://idp.example.com/#a"), "InvalidInput (400): Unknown");
  for (const char* url : {"http://idp.example.com", "idp.example.com", "https://", "https:///a",
                          "https://idp example.com", "https://idp.example.com:port"}) {
    EXPECT_OUTCOME(Create(url), "ValidationError (400): Invalid Open ID Connect Provider URL")
        << url;
  }
}

TEST_F(OidcProvidersTest, GetShowsFirstClientIdsAndLowerThumbprints) {
  const std::string arn = Make("https://idp.example.com", {{"ClientIDList.member.1", "b"},
                                                           {"ClientIDList.member.2", "a"},
                                                           {"ClientIDList.member.3", "b"},
                                                           {"ThumbprintList.member.1", kThumbprint},
                                                           {"ThumbprintList.member.2", kThumbprint},
                                                           {"Tags.member.1.Key", "z"},
                                                           {"Tags.member.1.Value", "1"},
                                                           {"Tags.member.2.Key", "a"},
                                                           {"Tags.member.2.Value", "2"}});
  const Answer shown = Get(arn);
  EXPECT_EQ(shown.Members(""), "Url ClientIDList ThumbprintList CreateDate Tags");
  EXPECT_EQ(shown.Count("ClientIDList"), 2);
  EXPECT_EQ(shown.Text("ClientIDList.0"), "b");
  EXPECT_EQ(shown.Count("ThumbprintList"), 2);
  EXPECT_EQ(shown.Text("ThumbprintList.0"), "990f4193972f2becf12ddeda5237f9c952f20d9e");
  EXPECT_EQ(shown.Text("CreateDate"), "2026-01-02T03:04:05.000Z");
  EXPECT_EQ(shown.Text("Tags.0.Key"), "a");
  EXPECT_OUTCOME(Create("https://idp.example.com"),
                 "EntityAlreadyExists (409): Provider with url https://idp.example.com already "
                 "exists.");
  EXPECT_EQ(Must("ListOpenIDConnectProviders").Text("OpenIDConnectProviderList.0.Arn"), arn);
}

TEST_F(OidcProvidersTest, ThumbprintListsHaveOneToFiveEntries) {
  Parameters six = {{"OpenIDConnectProviderArn", Make("https://idp.example.com")}};
  EXPECT_EQ(Call("UpdateOpenIDConnectProviderThumbprint", six).code, "ValidationError");
  Parameters none = six;
  none.push_back({"ThumbprintList", ""});
  EXPECT_OUTCOME(Call("UpdateOpenIDConnectProviderThumbprint", none),
                 "InvalidInput (400): Thumbprint list must contain at least one entry.");
  for (int i = 1; i <= 5; ++i) {
    six.push_back({"ThumbprintList.member." + std::to_string(i), kThumbprint});
  }
  EXPECT_OUTCOME(Call("UpdateOpenIDConnectProviderThumbprint", six), "ok");
  six.push_back({"ThumbprintList.member.6", kThumbprint});
  EXPECT_OUTCOME(Call("UpdateOpenIDConnectProviderThumbprint", six),
                 "InvalidInput (400): Thumbprint list must contain fewer than 5 entries.");
}

TEST_F(OidcProvidersTest, AddingAPresentClientIdAndRemovingAnAbsentOneSucceed) {
  const std::string arn = Make("https://idp.example.com");
  for (const char* action :
       {"AddClientIDToOpenIDConnectProvider", "AddClientIDToOpenIDConnectProvider"}) {
    Must(action, {{"OpenIDConnectProviderArn", arn}, {"ClientID", "c"}});
  }
  EXPECT_EQ(Get(arn).Count("ClientIDList"), 1);
  for (int i = 0; i < 2; ++i) {
    Must("RemoveClientIDFromOpenIDConnectProvider",
         {{"OpenIDConnectProviderArn", arn}, {"ClientID", "c"}});
  }
  EXPECT_EQ(Get(arn).Count("ClientIDList"), 0);
}

TEST_F(OidcProvidersTest, DeletingAnAbsentProviderIsAnError) {
  const std::string arn = Make("https://idp.example.com");
  Must("DeleteOpenIDConnectProvider", {{"OpenIDConnectProviderArn", arn}});
  EXPECT_OUTCOME(Call("DeleteOpenIDConnectProvider", {{"OpenIDConnectProviderArn", arn}}),
                 "NoSuchEntity (404): OpenId connect Provider " + arn + " cannot be found.");
  EXPECT_OUTCOME(Call("GetOpenIDConnectProvider", {{"OpenIDConnectProviderArn", arn}}),
                 "NoSuchEntity (404): OpenIDConnect Provider not found for arn " + arn);
}

}  // namespace
}  // namespace mockaws
