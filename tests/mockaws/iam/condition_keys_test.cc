// Condition keys of IAM's own operations, as delegation designs use them.
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class ConditionKeysTest : public IamTest {
 protected:
  // May do everything to which `condition` applies.
  SigningCredentials Under(const std::string& name, const std::string& condition) {
    return NewUser(name, R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*",)"
                         R"("Resource":"*","Condition":)" +
                             condition + "}}");
  }
  static Parameters Tagged(Parameters parameters, const std::string& key,
                           const std::string& value) {
    parameters.insert(parameters.end(),
                      {{"Tags.member.1.Key", key}, {"Tags.member.1.Value", value}});
    return parameters;
  }
  static constexpr const char* kRead = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  static constexpr const char* kAdmin = "arn:aws:iam::aws:policy/AdministratorAccess";
};

TEST_F(ConditionKeysTest, RequestTagsAreThoseOfTheCall) {
  const SigningCredentials caller =
      Under("caller", R"({"StringEquals":{"aws:RequestTag/team":"red"}})");
  EXPECT_OUTCOME(Call("CreateUser", Tagged({{"UserName", "u"}}, "Team", "red"), caller), "ok");
  EXPECT_EQ(Call("CreateUser", Tagged({{"UserName", "v"}}, "team", "blue"), caller).code,
            "AccessDenied");
  EXPECT_EQ(Call("CreateUser", {{"UserName", "v"}}, caller).code, "AccessDenied");
  EXPECT_OUTCOME(Call("TagUser", Tagged({{"UserName", "u"}}, "team", "red"), caller), "ok");
}

TEST_F(ConditionKeysTest, TagKeysHoldForTaggingAndUntagging) {
  Must("CreateUser", Tagged({{"UserName", "u"}}, "a", "1"));
  const SigningCredentials caller =
      Under("caller", R"({"ForAllValues:StringEquals":{"aws:TagKeys":["a","b"]}})");
  EXPECT_OUTCOME(Call("TagUser", Tagged({{"UserName", "u"}}, "b", "1"), caller), "ok");
  EXPECT_EQ(Call("TagUser", Tagged({{"UserName", "u"}}, "c", "1"), caller).code, "AccessDenied");
  EXPECT_OUTCOME(Call("UntagUser", {{"UserName", "u"}, {"TagKeys.member.1", "a"}}, caller), "ok");
  EXPECT_EQ(Call("UntagUser", {{"UserName", "u"}, {"TagKeys.member.1", "c"}}, caller).code,
            "AccessDenied");
}

TEST_F(ConditionKeysTest, OfARepeatedTagTheLastValueCounts) {
  const SigningCredentials caller =
      Under("caller", R"({"StringEquals":{"aws:RequestTag/t":"last"}})");
  Must("CreateUser", {{"UserName", "u"}});
  const auto tag = [&](const char* first, const char* last) {
    return Call("TagUser",
                {{"UserName", "u"},
                 {"Tags.member.1.Key", "t"},
                 {"Tags.member.1.Value", first},
                 {"Tags.member.2.Key", "t"},
                 {"Tags.member.2.Value", last}},
                caller)
        .code;
  };
  EXPECT_EQ(tag("first", "last"), "InvalidInput");  // allowed, then found to be duplicate
  EXPECT_EQ(tag("last", "first"), "AccessDenied");
}

TEST_F(ConditionKeysTest, ResourceTagsAreThoseOfTheEntity) {
  Must("CreateUser", Tagged({{"UserName", "mine"}}, "owner", "caller"));
  Must("CreateUser", Tagged({{"UserName", "other"}}, "owner", "somebody"));
  Must("CreateRole",
       Tagged({{"RoleName", "mine"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}},
              "owner", "caller"));
  Must("CreatePolicy", Tagged({{"PolicyName", "mine"}, {"PolicyDocument", std::string(kAllowAll)}},
                              "owner", "caller"));
  Must("CreateInstanceProfile", Tagged({{"InstanceProfileName", "mine"}}, "owner", "caller"));
  Must("CreateVirtualMFADevice", Tagged({{"VirtualMFADeviceName", "mine"}}, "owner", "caller"));
  for (const char* key : {"aws:ResourceTag/owner", "iam:ResourceTag/owner"}) {
    const SigningCredentials caller =
        Under("caller-" + std::to_string(key[0]),
              std::string(R"({"StringEquals":{")") + key + R"(":"caller"}})");
    EXPECT_OUTCOME(Call("GetUser", {{"UserName", "mine"}}, caller), "ok") << key;
    EXPECT_EQ(Call("GetUser", {{"UserName", "other"}}, caller).code, "AccessDenied");
    EXPECT_OUTCOME(Call("GetRole", {{"RoleName", "mine"}}, caller), "ok");
    EXPECT_OUTCOME(Call("GetPolicy", {{"PolicyArn", Arn("policy/mine")}}, caller), "ok");
    EXPECT_OUTCOME(Call("GetInstanceProfile", {{"InstanceProfileName", "mine"}}, caller), "ok");
    EXPECT_OUTCOME(Call("ListMFADeviceTags", {{"SerialNumber", Arn("mfa/mine")}}, caller), "ok");
  }
}

TEST_F(ConditionKeysTest, ABoundaryCanBeDemandedOfAllThatIsMade) {
  const SigningCredentials caller =
      Under("caller", R"({"ArnEquals":{"iam:PermissionsBoundary":")" + std::string(kRead) + "\"}}");
  const std::string trust(kTrustAccount);
  EXPECT_OUTCOME(Call("CreateUser", {{"UserName", "u"}, {"PermissionsBoundary", kRead}}, caller),
                 "ok");
  EXPECT_EQ(Call("CreateUser", {{"UserName", "v"}}, caller).code, "AccessDenied");
  EXPECT_EQ(Call("CreateUser", {{"UserName", "v"}, {"PermissionsBoundary", kAdmin}}, caller).code,
            "AccessDenied");
  EXPECT_OUTCOME(
      Call("CreateRole",
           {{"RoleName", "r"}, {"AssumeRolePolicyDocument", trust}, {"PermissionsBoundary", kRead}},
           caller),
      "ok");
  // What the entity has counts for everything that widens it.
  Must("CreateUser", {{"UserName", "free"}});
  const std::vector<std::pair<std::string, Parameters>> kCalls = {
      {"AttachUserPolicy", {{"PolicyArn", kAdmin}}},
      {"DetachUserPolicy", {{"PolicyArn", kAdmin}}},
      {"PutUserPolicy", {{"PolicyName", "p"}, {"PolicyDocument", std::string(kAllowAll)}}},
      {"DeleteUserPolicy", {{"PolicyName", "p"}}},
  };
  for (auto [action, parameters] : kCalls) {
    parameters.push_back({"UserName", "u"});
    EXPECT_OUTCOME(Call(action, parameters, caller), "ok") << action;
    parameters.back().second = "free";
    EXPECT_EQ(Call(action, parameters, caller).code, "AccessDenied") << action;
  }
  // The boundary that is put is the one that counts; taking it away is judged on what is there.
  EXPECT_OUTCOME(Call("PutUserPermissionsBoundary",
                      {{"UserName", "free"}, {"PermissionsBoundary", kRead}}, caller),
                 "ok");
  EXPECT_EQ(Call("PutUserPermissionsBoundary", {{"UserName", "u"}, {"PermissionsBoundary", kAdmin}},
                 caller)
                .code,
            "AccessDenied");
  EXPECT_OUTCOME(Call("DeleteUserPermissionsBoundary", {{"UserName", "u"}}, caller), "ok");
  EXPECT_EQ(Call("DeleteUserPermissionsBoundary", {{"UserName", "u"}}, caller).code,
            "AccessDenied");
}

TEST_F(ConditionKeysTest, PolicyArnsLimitWhatIsAttachedToAnyKindOfHolder) {
  Must("CreateUser", {{"UserName", "u"}});
  Must("CreateGroup", {{"GroupName", "g"}});
  Must("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", std::string(kTrustAccount)}});
  const SigningCredentials caller =
      Under("caller", R"({"ArnLike":{"iam:PolicyARN":"arn:aws:iam::aws:policy/Read*"}})");
  const std::vector<std::pair<std::string, std::string>> kHolders = {
      {"User", "u"}, {"Group", "g"}, {"Role", "r"}};
  for (const auto& [kind, name] : kHolders) {
    for (const char* verb : {"Attach", "Detach"}) {
      const std::string action = verb + kind + "Policy";
      EXPECT_OUTCOME(Call(action, {{kind + "Name", name}, {"PolicyArn", kRead}}, caller), "ok");
      EXPECT_EQ(Call(action, {{kind + "Name", name}, {"PolicyArn", kAdmin}}, caller).code,
                "AccessDenied");
    }
  }
}

TEST_F(ConditionKeysTest, ARefusedCallerIsNotToldOfReservedTags) {
  const SigningCredentials caller = NewUser("nobody");
  EXPECT_EQ(Call("TagUser", Tagged({{"UserName", "x"}}, "aws:k", "v"), caller).code,
            "AccessDenied");
}

}  // namespace
}  // namespace mockaws
