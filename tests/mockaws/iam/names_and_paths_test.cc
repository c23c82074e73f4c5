// Names, paths and ARNs as inputs, alike for every kind of entity.
#include "tests/mockaws/iam/iam_fixture.h"

namespace mockaws {
namespace {

struct Kind {
  std::string create;
  std::string get;
  std::string name_member;
  size_t name_max;
  std::string trust;  // of roles
};

const std::vector<Kind> kKinds = {
    {"CreateUser", "GetUser", "UserName", 64, ""},
    {"CreateGroup", "GetGroup", "GroupName", 128, ""},
    {"CreateRole", "GetRole", "RoleName", 64,
     R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"*"},)"
     R"("Action":"sts:AssumeRole"}})"},
    {"CreateInstanceProfile", "GetInstanceProfile", "InstanceProfileName", 128, ""},
};

class NamesAndPathsTest : public IamTest {
 protected:
  Answer Create(const Kind& kind, const std::string& name, const std::string& path = "/") {
    Parameters input = {{kind.name_member, name}, {"Path", path}};
    if (!kind.trust.empty()) input.push_back({"AssumeRolePolicyDocument", kind.trust});
    return Call(kind.create, input);
  }
};

TEST_F(NamesAndPathsTest, NamesAreAsciiWordsOfLimitedLength) {
  for (const Kind& kind : kKinds) {
    EXPECT_OUTCOME(Create(kind, std::string(kind.name_max, 'x')), "ok");
    EXPECT_OUTCOME(Create(kind, "A_z0+=,.@-"), "ok");
    for (const std::string& bad :
         {std::string(kind.name_max + 1, 'x'), std::string("a b"), std::string("a/b"),
          std::string("caf\xC3\xA9"), std::string("x\n"), std::string("a*"), std::string()}) {
      EXPECT_EQ(Create(kind, bad).code, "ValidationError") << kind.create << ' ' << bad;
    }
    for (const char* bad : {"caf\xC3\xA9", "x\n"}) {
      EXPECT_EQ(Call(kind.get, {{kind.name_member, bad}}).code, "ValidationError") << kind.get;
    }
  }
}

TEST_F(NamesAndPathsTest, WrongCharactersHaveIamsOwnSentence) {
  EXPECT_OUTCOME(Create(kKinds[0], "a b"),
                 "ValidationError (400): The specified value for userName is invalid. It must "
                 "contain only alphanumeric characters and/or the following: +=,.@_-");
  EXPECT_OUTCOME(Create(kKinds[0], "u", "/team"),
                 "ValidationError (400): The specified value for path is invalid. It must begin "
                 "and end with / and contain only alphanumeric characters and/or / characters.");
  EXPECT_OUTCOME(Call("ListUsers", {{"PathPrefix", "x"}}),
                 "ValidationError (400): The specified value for pathPrefix is invalid. It must "
                 "begin with the / character and contain only alphanumeric characters and/or / "
                 "characters.");
}

TEST_F(NamesAndPathsTest, LookupsTakeLongerUserNames) {
  EXPECT_EQ(Call("GetUser", {{"UserName", std::string(128, 'x')}}).code, "NoSuchEntity");
  EXPECT_EQ(Call("GetUser", {{"UserName", std::string(129, 'x')}}).code, "ValidationError");
}

// Recorded: which paths AWS takes, in Create and Update alike.
TEST_F(NamesAndPathsTest, PathsBeginAndEndWithASlash) {
  const std::string longest = "/" + std::string(510, 'x') + "/";
  const struct {
    std::string path;
    bool good;
  } kPaths[] = {
      {"/", true},      {"/a/", true},          {"/a//b/", true}, {longest, true},
      {"/!~/", true},   {"//", false},          {"/team", false}, {"team/", false},
      {"/a b/", false}, {"/\x7F/", false},      {"/a\n/", false}, {"/caf\xC3\xA9/", false},
      {"a", false},     {longest + "/", false},
  };
  int number = 0;
  Must("CreateUser", {{"UserName", "moving"}});
  for (const auto& [path, good] : kPaths) {
    const std::string name = "n" + std::to_string(number++);
    for (const Kind& kind : kKinds) {
      const Answer made = Create(kind, name, path);
      EXPECT_EQ(made.status, good ? 200 : 400) << path;
      EXPECT_TRUE(good || made.code == "ValidationError") << made.code;
    }
    EXPECT_EQ(Call("UpdateUser", {{"UserName", "moving"}, {"NewPath", path}}).status,
              good ? 200 : 400)
        << path;
  }
}

TEST_F(NamesAndPathsTest, ARefusedUpdateChangesNothing) {
  Must("CreateUser", {{"UserName", "u"}, {"Path", "/x/"}});
  EXPECT_EQ(Call("UpdateUser", {{"UserName", "u"}, {"NewUserName", "v"}, {"NewPath", "y"}}).code,
            "ValidationError");
  EXPECT_EQ(Must("GetUser", {{"UserName", "u"}}).Text("User.Arn"), Arn("user/x/u"));
}

TEST_F(NamesAndPathsTest, UnknownParametersAndSurplusPathsAreIgnored) {
  Must("CreateUser", {{"UserName", "u"}, {"Path", "/x/"}});
  EXPECT_OUTCOME(Call("GetUser", {{"UserName", "u"}, {"Path", "/y/"}, {"Nonsense", "1"}}), "ok");
}

TEST_F(NamesAndPathsTest, OfAScalarGivenTwiceTheFirstCounts) {
  Must("CreateUser", {{"UserName", "first"}, {"UserName", "second"}});
  EXPECT_EQ(Must("ListUsers").Text("Users.0.UserName"), "first");
}

TEST_F(NamesAndPathsTest, AGrantOnTheOldArnEndsWithTheMove) {
  Must("CreateUser", {{"UserName", "u"}});
  const SigningCredentials caller = NewUser(
      "caller", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser",)"
                R"("Resource":"arn:aws:iam::111122223333:user/u"}})");
  EXPECT_OUTCOME(Call("GetUser", {{"UserName", "U"}}, caller), "ok");  // judged on the stored ARN
  Must("UpdateUser", {{"UserName", "u"}, {"NewPath", "/x/"}});
  EXPECT_EQ(Call("GetUser", {{"UserName", "u"}}, caller).code, "AccessDenied");
}

TEST_F(NamesAndPathsTest, PolicyArnsAreIamsOfThisPartition) {
  const struct {
    std::string arn;
    std::string outcome;
  } kCases[] = {
      {"arn:aws-cn:iam::aws:policy/ReadOnlyAccess", "ValidationError (400): Invalid ARN partition"},
      {"arn:aws:s3::aws:policy/ReadOnlyAccess", "ValidationError (400): Invalid service in ARN"},
      {"this-is-no-arn-at-all-really", "ValidationError (400): Invalid ARN:  Could not be parsed!"},
  };
  for (const auto& [arn, outcome] : kCases) {
    EXPECT_OUTCOME(Call("GetPolicy", {{"PolicyArn", arn}}), outcome);
  }
}

}  // namespace
}  // namespace mockaws
