// What IAM makes of the principals of a trust policy that it saves.
#include "mockaws/wire/query.h"
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

class TrustPrincipals : public IamTest {
 protected:
  static std::string Trusting(const std::string& principal, const std::string& more = {}) {
    return R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
           R"("Principal":{"AWS":")" +
           principal + "\"}" + more + "}}";
  }
  Answer Create(const std::string& trust) {
    return Call("CreateRole", {{"RoleName", "r"}, {"AssumeRolePolicyDocument", trust}});
  }
  // The stored policy as GetRole shows it.
  std::string Shown() {
    const std::string text =
        Must("GetRole", {{"RoleName", "r"}}).Text("Role.AssumeRolePolicyDocument");
    return PercentDecode(text).value_or("");
  }
};

TEST_F(TrustPrincipals, AnAccountIdComesBackAsTheRootsArn) {
  EXPECT_OUTCOME(Create(Trusting("111122223333")), "ok");
  EXPECT_NE(Shown().find(R"("AWS":"arn:aws:iam::111122223333:root")"), std::string::npos)
      << Shown();
}

TEST_F(TrustPrincipals, ADeadIdIsRefused) {
  Must("CreateUser", {{"UserName", "u"}});
  const std::string id = Must("GetUser", {{"UserName", "u"}}).Text("User.UserId");
  Must("DeleteUser", {{"UserName", "u"}});
  EXPECT_OUTCOME(
      Create(Trusting(id)),
      "MalformedPolicyDocument (400): Invalid principal in policy: \"AWS\":\"" + id + "\"");
}

TEST_F(TrustPrincipals, ASessionsArnNeedsItsRoleOnly) {
  const std::string session = "arn:aws:sts::111122223333:assumed-role/worker/any-session";
  EXPECT_EQ(Create(Trusting(session)).code, "MalformedPolicyDocument");
  Must("CreateRole",
       {{"RoleName", "worker"}, {"AssumeRolePolicyDocument", Trusting("111122223333")}});
  EXPECT_OUTCOME(Create(Trusting(session)), "ok");
  EXPECT_NE(Shown().find(session), std::string::npos) << Shown();
}

TEST_F(TrustPrincipals, ConditionValuesStayArns) {
  const std::string arn = Arn("user/u");
  Must("CreateUser", {{"UserName", "u"}});
  EXPECT_OUTCOME(
      Create(Trusting("*", R"(,"Condition":{"ArnEquals":{"aws:PrincipalArn":")" + arn + "\"}}")),
      "ok");
  Must("DeleteUser", {{"UserName", "u"}});
  EXPECT_NE(Shown().find(arn), std::string::npos) << Shown();
}

}  // namespace
}  // namespace mockaws
