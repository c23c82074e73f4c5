// `--consistency delayed:SECONDS`: changes are stored and shown at once, and take effect later, by
// simulated time, as AWS's own may ("Troubleshoot IAM": changes are not always immediately
// visible).
#include <gtest/gtest.h>

#include "restart_fixture.h"

namespace mockaws {
namespace {

constexpr const char* kAccount = "111122223333";
constexpr std::chrono::seconds kDelay(10);

class HandClock : public Clock {
 public:
  Instant Now() const override { return now; }
  Instant now = kTestStart;
};

class DelayedEffects : public testing::Test {
 protected:
  DelayedEffects() : server_(OpenMemoryStorage(MakeMemoryRows()), &host_) {
    EXPECT_TRUE(server_.opened().ok());
    server_.store().DelayEffects(kDelay, &server_.clock());
  }

  HttpResponse Call(const SigningCredentials& as, const std::string& service,
                    const std::string& action, const Parameters& parameters = {}) {
    HttpRequest request;
    request.headers = {{"Host", "127.0.0.1:4593"},
                       {"Content-Type", "application/x-www-form-urlencoded; charset=utf-8"}};
    request.body =
        "Action=" + action + "&Version=" + (service == "sts" ? "2011-06-15" : "2010-05-08");
    for (const auto& [name, value] : parameters) {
      request.body += "&" + PercentEncode(name) + "=" + PercentEncode(value);
    }
    SignRequest(&request, as, {"us-east-1", service}, host_.now);
    return server_.service().Handle(request);
  }
  std::string Must(const std::string& action, const Parameters& parameters = {}) {
    const HttpResponse response = Call({kAccount, "test", ""}, "iam", action, parameters);
    EXPECT_EQ(response.status, 200) << action << ": " << response.body;
    return response.body;
  }
  static std::string Element(const std::string& xml, const std::string& name) {
    const size_t start = xml.find("<" + name + ">") + name.size() + 2;
    return xml.substr(start, xml.find("</" + name + ">", start) - start);
  }
  SigningCredentials MakeAna() {
    Must("CreateUser", {{"UserName", "ana"}});
    const std::string key = Must("CreateAccessKey", {{"UserName", "ana"}});
    return {Element(key, "AccessKeyId"), Element(key, "SecretAccessKey"), ""};
  }
  void Allow(const std::string& action) {
    Must("PutUserPolicy",
         {{"UserName", "ana"},
          {"PolicyName", "p"},
          {"PolicyDocument", R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":")" +
                                 action + R"(","Resource":"*"}})"}});
  }
  void Pass(std::chrono::milliseconds time) { host_.now += time; }

  HandClock host_;
  RunningServer server_;
};

TEST_F(DelayedEffects, ANewKeyIsUnknownAtFirst) {
  const SigningCredentials ana = MakeAna();
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 403);
  Pass(kDelay - std::chrono::milliseconds(1));
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 403);
  Pass(std::chrono::milliseconds(1));
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 200);
}

TEST_F(DelayedEffects, APolicyIsShownAtOnceAndBindsLater) {
  const SigningCredentials ana = MakeAna();
  Pass(kDelay);
  Allow("iam:ListUsers");
  Must("GetUserPolicy", {{"UserName", "ana"}, {"PolicyName", "p"}});
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 403);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 200);
  Allow("iam:ListRoles");
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 200);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "iam", "ListUsers").status, 403);
}

TEST_F(DelayedEffects, ADeadKeyLivesOnForAWhile) {
  const SigningCredentials ana = MakeAna();
  Pass(kDelay);
  Must("DeleteAccessKey", {{"UserName", "ana"}, {"AccessKeyId", ana.access_key_id}});
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 200);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "sts", "GetCallerIdentity").status, 403);
}

TEST_F(DelayedEffects, ANewRoleCannotBeAssumedAtFirst) {
  const SigningCredentials ana = MakeAna();
  Allow("sts:AssumeRole");
  Pass(kDelay);
  Must("CreateRole", {{"RoleName", "r"},
                      {"AssumeRolePolicyDocument",
                       R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":)"
                       R"({"AWS":"111122223333"},"Action":"sts:AssumeRole"}})"}});
  const Parameters assume = {{"RoleArn", "arn:aws:iam::111122223333:role/r"},
                             {"RoleSessionName", "s1"}};
  EXPECT_EQ(Call(ana, "sts", "AssumeRole", assume).status, 403);
  Pass(kDelay);
  EXPECT_EQ(Call(ana, "sts", "AssumeRole", assume).status, 200);
}

TEST_F(DelayedEffects, NamesAreTakenAtOnce) {
  MakeAna();
  EXPECT_EQ(Call({kAccount, "test", ""}, "iam", "CreateUser", {{"UserName", "ANA"}}).status, 409);
}

}  // namespace
}  // namespace mockaws
