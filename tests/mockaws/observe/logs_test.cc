// What the server writes down of its calls: access log, CloudTrail records, metrics, events.
#include <gmock/gmock.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "policy_engine/base/json.h"
#include "tests/mockaws/service/service_fixture.h"

namespace mockaws {
namespace {

using policy_engine::Json;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class LogsTest : public ServiceTest {
 protected:
  LogsTest()
      : folder_(std::filesystem::temp_directory_path() /
                ("iamsim-logs-" + std::to_string(getpid()) + "-" +
                 testing::UnitTest::GetInstance()->current_test_info()->name())) {
    std::filesystem::create_directory(folder_);
  }
  ~LogsTest() override { std::filesystem::remove_all(folder_); }

  std::string Path(const std::string& name) const { return folder_ / name; }

  void OpenAccessLog(LogFormat format) {
    auto file = LineFile::Open(Path("access"));
    ASSERT_TRUE(file.ok()) << file.error().message;
    service_.parts().observers.access_log = std::make_unique<AccessLog>(*std::move(file), format);
  }

  void OpenCloudTrail() {
    auto file = LineFile::Open(Path("trail"));
    ASSERT_TRUE(file.ok()) << file.error().message;
    service_.parts().observers.cloud_trail = std::make_unique<CloudTrail>(*std::move(file), &ids_);
  }

  std::string Text(const std::string& name) const {
    std::ifstream file(Path(name));
    return {std::istreambuf_iterator<char>(file), {}};
  }

  std::vector<Json> Records(const std::string& name) const {
    std::vector<Json> records;
    std::ifstream file(Path(name));
    for (std::string line; std::getline(file, line);) {
      auto json = policy_engine::ParseJson(line);
      EXPECT_TRUE(json.ok()) << line;
      if (json.ok()) records.push_back(*std::move(json));
    }
    return records;
  }

  static std::string TextAt(const Json& json, std::initializer_list<const char*> path) {
    const Json* at = &json;
    for (const char* key : path) {
      at = at->Find(key);
      if (at == nullptr) return "absent";
    }
    return at->is_null() ? "null" : at->is_string() ? at->AsString() : at->Dump();
  }

  std::string Metrics() { return Control("/_iamsim/metrics").body; }

  HttpResponse Control(const std::string& path) {
    HttpRequest request;
    request.method = "GET";
    request.target = path;
    return service_.Handle(request);
  }

  const std::filesystem::path folder_;
};

TEST_F(LogsTest, AccessLogHasALineForEachRequestWithTheAnswersIds) {
  OpenAccessLog(LogFormat::kJson);
  const HttpResponse response = Call(Root(), "iam", "ListUsers");
  Control("/_iamsim/health");
  const std::vector<Json> lines = Records("access");
  ASSERT_THAT(lines, SizeIs(2));
  EXPECT_EQ(TextAt(lines[0], {"operation"}), "iam:ListUsers");
  EXPECT_EQ(TextAt(lines[0], {"status"}), "200");
  EXPECT_EQ(TextAt(lines[0], {"outcome"}), "allowed");
  EXPECT_EQ(TextAt(lines[0], {"principal"}), "arn:aws:iam::111122223333:root");
  EXPECT_EQ(TextAt(lines[0], {"requestId"}), *response.Find("x-amzn-RequestId"));
  EXPECT_EQ(TextAt(lines[0], {"decision"}), *response.Find("x-iamsim-decision"));
  EXPECT_EQ(TextAt(lines[0], {"time"}), "2026-03-02T09:00:00.000Z");
  EXPECT_EQ(TextAt(lines[1], {"path"}), "/_iamsim/health");
  EXPECT_EQ(TextAt(lines[1], {"operation"}), "absent");
}

TEST_F(LogsTest, TextLinesQuoteWhatPeersCouldForge) {
  OpenAccessLog(LogFormat::kText);
  HttpRequest request = Request("sts", "GetCallerIdentity");
  request.headers.push_back({"User-Agent", "evil status=200\tx"});
  service_.Handle(request);
  const std::string line = Text("access");
  EXPECT_THAT(line, HasSubstr(" status=403 "));
  EXPECT_THAT(line, HasSubstr("userAgent=\"evil status=200\\tx\"\n"));
}

TEST_F(LogsTest, NothingSecretIsWrittenDown) {
  OpenAccessLog(LogFormat::kJson);
  OpenCloudTrail();
  const SigningCredentials user = NewUser(kAccount, "ana");
  Must(Root(), "iam", "CreateLoginProfile", {{"UserName", "ana"}, {"Password", "Hunter2-hunter2"}});
  const SigningCredentials session = CredentialsIn(Must(user, "sts", "GetSessionToken"));
  HttpRequest presigned;
  presigned.method = "GET";
  presigned.target = "/?Action=GetCallerIdentity&Version=2011-06-15";
  presigned.headers = {{"Host", "h"}};
  PresignRequest(&presigned, session, {"us-east-1", "sts"}, clock_.Now());
  EXPECT_EQ(service_.Handle(presigned).status, 200);
  const std::string written = Text("access") + Text("trail") + Metrics();
  EXPECT_THAT(written, HasSubstr(session.access_key_id));
  for (const std::string& secret :
       {user.secret, session.secret, session.session_token, PercentEncode(session.session_token),
        std::string("Hunter2-hunter2"), std::string("X-Amz-Signature")}) {
    EXPECT_THAT(written, Not(HasSubstr(secret)));
  }
}

TEST_F(LogsTest, TrailTellsCallAndCaller) {
  OpenCloudTrail();
  const HttpResponse response =
      Call(Root(), "iam", "CreateUser", {{"UserName", "ana"}, {"Path", "/dev/"}});
  const std::vector<Json> records = Records("trail");
  ASSERT_THAT(records, SizeIs(1));
  const Json& record = records[0];
  const std::map<std::string, std::string> wanted = {
      {"eventSource", "iam.amazonaws.com"},
      {"eventName", "CreateUser"},
      {"awsRegion", "us-east-1"},
      {"eventTime", "2026-03-02T09:00:00Z"},
      {"sourceIPAddress", "127.0.0.1"},
      {"readOnly", "false"},
      {"eventType", "AwsApiCall"},
      {"managementEvent", "true"},
      {"recipientAccountId", kAccount},
      {"eventCategory", "Management"},
      {"errorCode", "absent"},
      {"requestID", *response.Find("x-amzn-RequestId")}};
  for (const auto& [name, value] : wanted) EXPECT_EQ(TextAt(record, {name.c_str()}), value) << name;
  EXPECT_EQ(TextAt(record, {"userIdentity", "type"}), "Root");
  EXPECT_EQ(TextAt(record, {"userIdentity", "accountId"}), kAccount);
  EXPECT_EQ(TextAt(record, {"requestParameters", "userName"}), "ana");
  EXPECT_EQ(TextAt(record, {"requestParameters", "path"}), "/dev/");
  EXPECT_EQ(TextAt(record, {"responseElements", "user", "arn"}),
            "arn:aws:iam::111122223333:user/dev/ana");
  EXPECT_EQ(TextAt(record, {"responseElements", "user", "createDate"}), "Mar 2, 2026 9:00:00 AM");
}

TEST_F(LogsTest, TrailTellsRefusalsAndLeavesTheAnswersOfReadsOut) {
  OpenCloudTrail();
  Call(Root(), "iam", "GetUser", {{"UserName", "nobody"}});
  Must(Root(), "iam", "ListUsers");
  const std::vector<Json> records = Records("trail");
  ASSERT_THAT(records, SizeIs(2));
  EXPECT_EQ(TextAt(records[0], {"errorCode"}), "NoSuchEntity");
  EXPECT_EQ(TextAt(records[0], {"responseElements"}), "null");
  EXPECT_EQ(TextAt(records[1], {"readOnly"}), "true");
  EXPECT_EQ(TextAt(records[1], {"requestParameters"}), "null");
  EXPECT_EQ(TextAt(records[1], {"responseElements"}), "null");
}

TEST_F(LogsTest, AssumingAnotherAccountsRoleIsToldToBothAccounts) {
  const SigningCredentials partner =
      NewUser(kOtherAccount, "p",
              R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",)"
              R"("Resource":"*"}})");
  Must(Root(), "iam", "CreateRole",
       {{"RoleName", "R"},
        {"AssumeRolePolicyDocument",
         R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":)"
         R"("444455556666"},"Action":"sts:AssumeRole"}})"}});
  OpenCloudTrail();
  const SigningCredentials session = CredentialsIn(
      Must(partner, "sts", "AssumeRole",
           {{"RoleArn", "arn:aws:iam::111122223333:role/R"}, {"RoleSessionName", "session"}}));
  Must(session, "sts", "GetCallerIdentity");
  const std::vector<Json> records = Records("trail");
  ASSERT_THAT(records, SizeIs(3));
  EXPECT_EQ(TextAt(records[0], {"recipientAccountId"}), kOtherAccount);
  EXPECT_EQ(TextAt(records[0], {"userIdentity", "type"}), "IAMUser");
  EXPECT_EQ(TextAt(records[0], {"userIdentity", "userName"}), "p");
  EXPECT_EQ(TextAt(records[0], {"responseElements", "credentials", "accessKeyId"}),
            session.access_key_id);
  EXPECT_EQ(TextAt(records[1], {"recipientAccountId"}), kAccount);
  EXPECT_EQ(TextAt(records[1], {"userIdentity", "type"}), "AWSAccount");
  EXPECT_EQ(TextAt(records[1], {"userIdentity", "arn"}), "absent");
  EXPECT_EQ(TextAt(records[0], {"sharedEventID"}), TextAt(records[1], {"sharedEventID"}));
  EXPECT_NE(TextAt(records[0], {"eventID"}), TextAt(records[1], {"eventID"}));
  EXPECT_EQ(TextAt(records[2], {"userIdentity", "type"}), "AssumedRole");
  EXPECT_EQ(TextAt(records[2], {"userIdentity", "sessionContext", "sessionIssuer", "userName"}),
            "R");
}

TEST_F(LogsTest, CallsOfNobodyMakeNoTrail) {
  OpenCloudTrail();
  Call({kAccount, "wrong", ""}, "iam", "ListUsers");
  EXPECT_THAT(Records("trail"), SizeIs(0));
}

TEST_F(LogsTest, MetricsCountRequestsErrorsAndDecisions) {
  const SigningCredentials user = NewUser(kAccount, "ana");
  Call(user, "iam", "ListUsers");
  Call(user, "iam", "ListUsers");
  service_.NoteTrouble("127.0.0.1", 431, "too long");
  const std::string text = Metrics();
  EXPECT_THAT(text,
              HasSubstr("iamsim_requests_total{operation=\"iam:ListUsers\",status=\"403\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("iamsim_errors_total{code=\"AccessDenied\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("iamsim_decisions_total{outcome=\"implicitDeny\"} 2\n"));
  EXPECT_THAT(text, HasSubstr("iamsim_http_refusals_total{status=\"431\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("iamsim_request_duration_seconds_count 4\n"));
  EXPECT_THAT(text, HasSubstr("# TYPE iamsim_users gauge\niamsim_users 1\n"));
}

TEST_F(LogsTest, ListenersGetEachDecisionWithItsExplanation) {
  const HttpResponse stream = Control("/_iamsim/decisions/stream");
  EXPECT_EQ(*stream.Find("Content-Type"), "text/event-stream");
  ASSERT_NE(stream.stream, nullptr);
  std::vector<std::string> events;
  stream.stream->Subscribe([&](std::string_view event) {
    events.emplace_back(event);
    return events.size() < 2;
  });
  const HttpResponse response = Call(Root(), "iam", "ListUsers");
  Control("/_iamsim/health");
  ASSERT_THAT(events, SizeIs(1)) << "the control API makes no decisions";
  const std::string id = *response.Find("x-iamsim-decision");
  EXPECT_THAT(events[0], testing::StartsWith("event: decision\nid: " + id + "\ndata: {"));
  EXPECT_THAT(events[0], HasSubstr("\"operation\":\"iam:ListUsers\""));
  EXPECT_THAT(events[0], testing::EndsWith("}\n\n"));
  Must(Root(), "iam", "ListUsers");
  Must(Root(), "iam", "ListUsers");
  EXPECT_THAT(events, SizeIs(2)) << "who wants no more gets no more";
  EXPECT_FALSE(service_.parts().observers.decisions->listened());
}

TEST_F(LogsTest, AFileThatCannotBeOpenedIsNamed) {
  const auto file = LineFile::Open(Path("no/such/folder"));
  ASSERT_FALSE(file.ok());
  EXPECT_THAT(file.error().message, HasSubstr(Path("no/such/folder")));
}

TEST_F(LogsTest, WhatTheDiskDoesNotTakeIsCounted) {
  auto file = LineFile::Open("/dev/full");
  ASSERT_TRUE(file.ok());
  (*file)->Append("line");
  EXPECT_EQ((*file)->lost(), 1u);
}

}  // namespace
}  // namespace mockaws
