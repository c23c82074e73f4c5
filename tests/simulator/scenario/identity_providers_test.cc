// Identity providers, and the tokens and responses that steps sign as them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/client/parameters.h"
#include "simulator/scenario/loader.h"

namespace simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> Issues(const std::string& providers, const std::string& with) {
  const auto loaded = LoadScenario(
      "scenario: 1\nname: n\naccounts:\n  a:\n    id: \"111122223333\"\n"
      "    identity_providers:\n" +
          providers + "steps:\n  - as: anonymous\n    call: sts:AssumeRoleWithWebIdentity\n" +
          "    with: {RoleArn: r, RoleSessionName: s, WebIdentityToken: " + with + "}\n",
      "f.yaml");
  SourceIssues issues;
  if (loaded.ok()) {
    CheckCalls(*loaded, &issues);
  } else {
    issues = loaded.error();
  }
  std::vector<std::string> texts;
  for (const SourceIssue& issue : issues) texts.push_back(issue.ToString());
  return texts;
}

constexpr const char* kGithub =
    "      github: {url: \"https://token.actions.githubusercontent.com\", client_ids: [sts]}\n";

TEST(LoadIdentityProviders, TokensOfDeclaredProvidersCanBeSigned) {
  EXPECT_THAT(Issues(kGithub, "{$oidc_token: a/github, claims: {sub: x}, lifetime: 5m}"),
              IsEmpty());
  EXPECT_THAT(Issues("      corp: {entity_id: \"https://idp\"}\n",
                     "{$saml_response: a/corp, session_name: ana, roles: [r]}"),
              IsEmpty());
}

TEST(LoadIdentityProviders, ProviderIsOidcOrSamlAndNotBoth) {
  EXPECT_THAT(Issues("      x: {tags: {a: b}}\n", "t"),
              ElementsAre(HasSubstr("f.yaml:7:10: an identity provider has \"url\" (OIDC)")));
  EXPECT_THAT(Issues("      x: {url: u, metadata: m}\n", "t"),
              ElementsAre(HasSubstr("an identity provider has")));
  EXPECT_THAT(Issues("      x: {entity_id: e, client_ids: [c]}\n", "t"),
              ElementsAre("f.yaml:7:37: \"client_ids\" is of OIDC providers"));
  EXPECT_THAT(Issues("      x: {ulr: u}\n", "t"),
              ElementsAre(HasSubstr("an identity provider has"),
                          "f.yaml:7:11: unknown key \"ulr\" in an identity provider; did you mean "
                          "\"url\"?"));
}

TEST(LoadMadeValue, NobodySignsForUnknownProvidersOrWithKeysOfOthers) {
  EXPECT_THAT(Issues(kGithub, "{$oidc_token: a/githbu}"),
              ElementsAre(HasSubstr("no account declares the OIDC provider \"a/githbu\"; did you "
                                    "mean \"a/github\"?")));
  EXPECT_THAT(Issues(kGithub, "{$saml_response: a/github, session_name: s}"),
              ElementsAre(HasSubstr("no account declares the SAML provider \"a/github\"")));
  EXPECT_THAT(Issues("      x: {url: u, jwks: \"{}\"}\n", "{$oidc_token: a/x}"),
              ElementsAre(HasSubstr("only the owner of its key can sign for a/x")));
  EXPECT_THAT(Issues(kGithub, "{$oidc_token: a/github, lifetime: long}"),
              ElementsAre(HasSubstr("\"lifetime\" takes a duration such as 5m")));
  EXPECT_THAT(Issues(kGithub, "{$oidc_token: a/github, claim: {}}"),
              ElementsAre(HasSubstr("unknown key \"claim\" in $oidc_token; did you mean "
                                    "\"claims\"?")));
}

}  // namespace
}  // namespace simulator
