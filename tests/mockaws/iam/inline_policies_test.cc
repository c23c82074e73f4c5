#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

struct Kind {
  const char* name;   // User
  const char* lower;  // user
  size_t size;
};

class InlinePoliciesTest : public IamTest, public ::testing::WithParamInterface<Kind> {
 protected:
  InlinePoliciesTest() {
    Parameters create = {{NameMember(), "x"}};
    if (Is("Role")) create.push_back({"AssumeRolePolicyDocument", std::string(kTrustAccount)});
    Must("Create" + std::string(GetParam().name), create);
  }

  static bool Is(std::string_view kind) { return GetParam().name == kind; }
  static std::string NameMember() { return std::string(GetParam().name) + "Name"; }
  static std::string Action(std::string_view verb, std::string_view what = "Policy") {
    return std::string(verb) + GetParam().name + std::string(what);
  }
  Answer Put(const std::string& policy, const std::string& document) {
    return Call(Action("Put"),
                {{NameMember(), "x"}, {"PolicyName", policy}, {"PolicyDocument", document}});
  }
  // A valid document of exactly this many characters that aren't white space.
  static std::string DocumentOfSize(size_t size) {
    const std::string head =
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::)";
    const std::string tail = R"("}})";
    return head + std::string(size - head.size() - tail.size(), 'b') + tail;
  }
};

INSTANTIATE_TEST_SUITE_P(Kinds, InlinePoliciesTest,
                         ::testing::Values(Kind{"User", "user", 2048}, Kind{"Group", "group", 5120},
                                           Kind{"Role", "role", 10240}),
                         [](const auto& kind) { return std::string(kind.param.name); });

TEST_P(InlinePoliciesTest, TheTextComesBackAsItWasSentPercentEncoded) {
  const std::string document =
      "{ \"Version\": \"2012-10-17\",\n \"Statement\": [{\"Effect\":\"Allow\", "
      "\"Action\":[\"s3:Get*\"], \"Resource\":\"*\"}] }";
  EXPECT_OUTCOME(Put("p", document), "ok");
  const Answer got = Must(Action("Get"), {{NameMember(), "X"}, {"PolicyName", "p"}});
  EXPECT_EQ(got.Members(""), NameMember() + " PolicyName PolicyDocument");
  EXPECT_EQ(got.Text(NameMember()), "x");
  EXPECT_EQ(got.Text("PolicyDocument"),
            "%7B%20%22Version%22%3A%20%222012-10-17%22%2C%0A%20%22Statement%22%3A%20%5B%7B%22Effect"
            "%22%3A%22Allow%22%2C%20%22Action%22%3A%5B%22s3%3AGet%2A%22%5D%2C%20%22Resource%22%3A"
            "%22%2A%22%7D%5D%20%7D");
}

TEST_P(InlinePoliciesTest, NamesIgnoreCaseAndKeepTheFirstSpelling) {
  EXPECT_OUTCOME(Put("MixedName", std::string(kAllowAll)), "ok");
  EXPECT_OUTCOME(Put("mixedname", DocumentOfSize(200)), "ok");
  const Answer list = Must(Action("List", "Policies"), {{NameMember(), "x"}});
  EXPECT_EQ(list.Count("PolicyNames"), 1);
  EXPECT_EQ(list.Text("PolicyNames.0"), "MixedName");
  const Answer got = Must(Action("Get"), {{NameMember(), "x"}, {"PolicyName", "MIXEDNAME"}});
  EXPECT_EQ(got.Text("PolicyName"), "MIXEDNAME");
  EXPECT_NE(got.Text("PolicyDocument").find("bbb"), std::string::npos);
  Must(Action("Delete"), {{NameMember(), "x"}, {"PolicyName", "mIxEdNaMe"}});
  EXPECT_EQ(Must(Action("List", "Policies"), {{NameMember(), "x"}}).Count("PolicyNames"), 0);
}

TEST_P(InlinePoliciesTest, AMissingPolicyIsNoSuchEntity) {
  for (const char* verb : {"Get", "Delete"}) {
    EXPECT_OUTCOME(Call(Action(verb), {{NameMember(), "x"}, {"PolicyName", "none"}}),
                   "NoSuchEntity (404): The " + std::string(GetParam().lower) +
                       " policy with name none cannot be found.");
  }
}

TEST_P(InlinePoliciesTest, AllPoliciesTogetherAreMeasuredWithoutWhiteSpace) {
  const size_t limit = GetParam().size;
  const std::string refusal = "LimitExceeded (409): Maximum policy size of " +
                              std::to_string(limit) + " bytes exceeded for " + GetParam().lower +
                              " x";
  EXPECT_OUTCOME(Put("a", DocumentOfSize(limit - 200)), "ok");
  EXPECT_OUTCOME(Put("b", DocumentOfSize(201)), refusal);
  EXPECT_OUTCOME(Put("b", DocumentOfSize(200) + "   \n\n"), "ok");
  EXPECT_OUTCOME(Put("A", DocumentOfSize(limit - 200)), "ok");  // replaces: the old one is gone
  EXPECT_OUTCOME(Put("A", DocumentOfSize(limit - 199)), refusal);
}

TEST_P(InlinePoliciesTest, AMalformedDocumentIsRefusedAndChangesNothing) {
  EXPECT_OUTCOME(Put("p", R"("Version":"2012-10-17","Statement":[]})"),
                 "MalformedPolicyDocument (400): Syntax errors in policy.");
  EXPECT_OUTCOME(
      Put("p", R"({"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}})"),
      "MalformedPolicyDocument (400): Policy document must be version 2012-10-17 or greater.");
  EXPECT_EQ(Must(Action("List", "Policies"), {{NameMember(), "x"}}).Count("PolicyNames"), 0);
}

TEST_P(InlinePoliciesTest, RefusedCallersLearnNothing) {
  const SigningCredentials nobody = NewUser("nobody");
  EXPECT_OUTCOME(
      Call(Action("Get"), {{NameMember(), "ghost"}, {"PolicyName", "p"}}, nobody),
      "AccessDenied (403): User: " + Arn("user/nobody") + " is not authorized to perform: iam:" +
          Action("Get") + " on resource: " + GetParam().lower +
          " ghost because no identity-based policy allows the iam:" + Action("Get") + " action");
}

}  // namespace
}  // namespace mockaws
