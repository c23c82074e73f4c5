// Account properties, outbound federation, session token preferences.
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class AccountSwitchesTest : public IamTest {
 protected:
  Answer Put(const std::vector<std::pair<std::string, std::string>>& properties) {
    Parameters parameters;
    for (size_t i = 0; i < properties.size(); ++i) {
      const std::string entry = "Properties.entry." + std::to_string(i + 1);
      parameters.push_back({entry + ".key", properties[i].first});
      parameters.push_back({entry + ".value", properties[i].second});
    }
    return Call("PutAccountProperties", parameters);
  }
  std::string Enabled() {
    return Must("GetAccountProperties").Entry("Properties", "RoleManager/Enabled");
  }
};

TEST_F(AccountSwitchesTest, PropertiesAreCheckedInAwsWords) {
  EXPECT_EQ(Enabled(), "false");
  const struct {
    std::string key;
    std::string value;
    std::string told;
  } kCases[] = {
      {"RoleManager", "true", "Property key must be in format Namespace/PropertyName: RoleManager"},
      {"/Enabled", "true", "Property key must be in format Namespace/PropertyName: /Enabled"},
      {"Other/Enabled", "true", "Unsupported namespace: Other"},
      {"RoleManager/Other", "x", "RoleManager namespace requires Enabled property"},
      {"RoleManager/Enabled", "True", "Enabled must be 'true' or 'false'"},
  };
  for (const auto& c : kCases) {
    EXPECT_OUTCOME(Put({{c.key, c.value}}), "InvalidInput (400): " + c.told);
  }
  EXPECT_OUTCOME(Put({{"RoleManager/Enabled", "true"}, {"Other/X", "y"}}),
                 "InvalidInput (400): All properties must belong to the same namespace");
}

TEST_F(AccountSwitchesTest, EnablingTheRoleManagerMakesItsRole) {
  EXPECT_OUTCOME(Put({{"RoleManager/Enabled", "true"}, {"RoleManager/Other", "x"}}), "ok");
  EXPECT_EQ(Enabled(), "true");
  EXPECT_OUTCOME(Call("GetRole", {{"RoleName", "AWSServiceRoleForIAMRoleManager"}}), "ok");
  EXPECT_OUTCOME(Put({{"RoleManager/Enabled", "false"}}), "ok");
  EXPECT_EQ(Enabled(), "false");
}

TEST_F(AccountSwitchesTest, EnablingNeedsThePermissionToMakeTheRole) {
  const SigningCredentials caller = NewUserDenied("CreateServiceLinkedRole");
  const Parameters on = {{"Properties.entry.1.key", "RoleManager/Enabled"},
                         {"Properties.entry.1.value", "true"}};
  const Answer refused = Call("PutAccountProperties", on, caller);
  EXPECT_EQ(refused.code, "AccessDenied");
  EXPECT_TRUE(refused.message.find("iam:CreateServiceLinkedRole") != std::string::npos);
}

TEST_F(AccountSwitchesTest, APropertiesNamespaceIsAConditionKey) {
  const auto put = [&](const std::string& name, const std::string& space) {
    const std::string policy =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*",)"
        R"("Condition":{"ForAllValues:StringEquals":{"iam:AccountPropertyNamespaces":")" +
        space + R"("},"Null":{"iam:AccountPropertyNamespaces":"false"}}}})";
    return Call("PutAccountProperties",
                {{"Properties.entry.1.key", "RoleManager/Enabled"},
                 {"Properties.entry.1.value", "false"}},
                NewUser(name, policy))
        .Outcome();
  };
  EXPECT_EQ(put("right", "RoleManager"), "ok");
  EXPECT_TRUE(put("wrong", "Other").starts_with("AccessDenied"));
}

TEST_F(AccountSwitchesTest, OutboundFederationKeepsItsIssuer) {
  const std::string off =
      "FeatureDisabled (404): Outbound identity federation is disabled for "
      "account 111122223333";
  EXPECT_OUTCOME(Call("GetOutboundWebIdentityFederationInfo"), off);
  EXPECT_OUTCOME(Call("DisableOutboundWebIdentityFederation"), off);
  const std::string issuer = Must("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier");
  EXPECT_TRUE(issuer.starts_with("https://") && issuer.ends_with(".tokens.sts.global.api.aws"))
      << issuer;
  EXPECT_OUTCOME(Call("EnableOutboundWebIdentityFederation"),
                 "FeatureEnabled (409): Outbound identity federation is already enabled for "
                 "account 111122223333");
  EXPECT_EQ(Must("GetOutboundWebIdentityFederationInfo").Text("JwtVendingEnabled"), "true");
  Must("DisableOutboundWebIdentityFederation");
  EXPECT_EQ(Must("EnableOutboundWebIdentityFederation").Text("IssuerIdentifier"), issuer);
}

TEST_F(AccountSwitchesTest, TokenPreferenceShowsInTheSummary) {
  const auto version = [&] {
    return Must("GetAccountSummary").Entry("SummaryMap", "GlobalEndpointTokenVersion");
  };
  EXPECT_EQ(version(), "1");
  Must("SetSecurityTokenServicePreferences", {{"GlobalEndpointTokenVersion", "v2Token"}});
  EXPECT_EQ(version(), "2");
  EXPECT_EQ(Call("SetSecurityTokenServicePreferences", {{"GlobalEndpointTokenVersion", "v3"}}).code,
            "ValidationError");
}

}  // namespace
}  // namespace mockaws
