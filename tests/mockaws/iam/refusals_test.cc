// The words of refusals that a setting of the server changes.
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

// What a user is told whom an attached policy denies ListUsers.
class RefusalTest : public IamTest {
 protected:
  explicit RefusalTest(const Settings& settings = {}) : IamTest(settings) {}
  std::string Refusal() {
    const auto ana = NewUser("ana", std::string(kAllowAll));
    const std::string arn =
        Must("CreatePolicy",
             {{"PolicyName", "No"},
              {"PolicyDocument", R"({"Version":"2012-10-17","Statement":{"Effect":"Deny",)"
                                 R"("Action":"iam:ListUsers","Resource":"*"}})"}})
            .Text("Policy.Arn");
    Must("AttachUserPolicy", {{"UserName", "ana"}, {"PolicyArn", arn}});
    const std::string message = Call("ListUsers", {}, ana).message;
    return message.substr(message.find(" with "));
  }
};

class RefusalWithArnTest : public RefusalTest {
 protected:
  RefusalWithArnTest() : RefusalTest(Settings{.policy_arns = true}) {}
};

TEST_F(RefusalTest, NamesThePolicyTypeOnly) {
  EXPECT_EQ(Refusal(), " with an explicit deny in an identity-based policy");
}

TEST_F(RefusalWithArnTest, NamesThePolicysArnWhereThatIsSwitchedOn) {
  EXPECT_EQ(Refusal(), " with an explicit deny in an identity-based policy: " + Arn("policy/No"));
}

}  // namespace
}  // namespace mockaws
