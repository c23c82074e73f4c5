#include "mockaws/model/render.h"

#include <gtest/gtest.h>

namespace mockaws {
namespace {

std::string Render(const ServiceModel& service, const char* operation, const Value& result) {
  return RenderResponse(service, *service.Find(operation), result, "REQUEST-ID");
}

// Layout as recorded from STS.
TEST(RenderResponse, IndentsByTwoSpacesAndEndsInANewline) {
  Value result;
  result.Set("Arn", "arn:aws:iam::111122223333:root");
  result.Set("UserId", "111122223333");
  result.Set("Account", "111122223333");
  EXPECT_EQ(Render(StsModel(), "GetCallerIdentity", result),
            "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
            "  <GetCallerIdentityResult>\n"
            "    <Arn>arn:aws:iam::111122223333:root</Arn>\n"
            "    <UserId>111122223333</UserId>\n"
            "    <Account>111122223333</Account>\n"
            "  </GetCallerIdentityResult>\n"
            "  <ResponseMetadata>\n"
            "    <RequestId>REQUEST-ID</RequestId>\n"
            "  </ResponseMetadata>\n"
            "</GetCallerIdentityResponse>\n");
}

TEST(RenderResponse, LeavesTheResultOutWhereTheModelHasNone) {
  EXPECT_EQ(Render(IamModel(), "DeleteUser", Value()),
            "<DeleteUserResponse xmlns=\"https://iam.amazonaws.com/doc/2010-05-08/\">\n"
            "  <ResponseMetadata>\n"
            "    <RequestId>REQUEST-ID</RequestId>\n"
            "  </ResponseMetadata>\n"
            "</DeleteUserResponse>\n");
}

TEST(RenderResponse, RendersListsAsMembersAndEmptyOnesAsEmptyElements) {
  Value user;
  user.Set("UserName", "a<b");
  user.Set("CreateDate", *policy_engine::ParseIso8601("2026-01-02T03:04:05.678Z"));
  user.Set("Tags", Value::MakeList());
  Value result;
  result.Set("Users", Value::MakeList({user}));
  result.Set("IsTruncated", false);
  const std::string body = Render(IamModel(), "ListUsers", result);
  EXPECT_NE(body.find("    <Users>\n"
                      "      <member>\n"
                      "        <UserName>a&lt;b</UserName>\n"
                      "        <CreateDate>2026-01-02T03:04:05Z</CreateDate>\n"
                      "        <Tags/>\n"
                      "      </member>\n"
                      "    </Users>\n"
                      "    <IsTruncated>false</IsTruncated>\n"),
            std::string::npos)
      << body;
  Value none;
  none.Set("Users", Value::MakeList());
  EXPECT_NE(Render(IamModel(), "ListUsers", none).find("    <Users/>\n"), std::string::npos);
}

TEST(RenderResponse, RendersMapsAsEntries) {
  Value summary;
  summary.Set("Users", 3);
  Value result;
  result.Set("SummaryMap", summary);
  EXPECT_NE(Render(IamModel(), "GetAccountSummary", result)
                .find("    <SummaryMap>\n"
                      "      <entry>\n"
                      "        <key>Users</key>\n"
                      "        <value>3</value>\n"
                      "      </entry>\n"
                      "    </SummaryMap>\n"),
            std::string::npos);
}

TEST(RenderResponse, RendersBlobsInBase64AndMillisecondsWhereAsked) {
  Value device;
  device.Set("Base32StringSeed", std::string("\0\xFF", 2));
  Value result;
  result.Set("VirtualMFADevice", device);
  EXPECT_NE(Render(IamModel(), "CreateVirtualMFADevice", result)
                .find("<Base32StringSeed>AP8=</Base32StringSeed>"),
            std::string::npos);
  Value provider;
  provider.Set("CreateDate",
               Value::MillisTime{*policy_engine::ParseIso8601("2026-01-02T03:04:05.678Z")});
  EXPECT_NE(Render(IamModel(), "GetSAMLProvider", provider)
                .find("<CreateDate>2026-01-02T03:04:05.678Z</CreateDate>"),
            std::string::npos);
}

TEST(RenderResponseDeathTest, RefusesAMemberThatTheModelLacks) {
  Value result;
  result.Set("Nonsense", "x");
  EXPECT_DEATH(Render(IamModel(), "ListUsers", result), "doesn't know");
  EXPECT_DEATH(Render(IamModel(), "DeleteUser", result), "knows of no result");
}

// Layout as recorded from STS.
TEST(RenderError, TellsTypeCodeAndMessage) {
  EXPECT_EQ(RenderError(StsModel(), AccessDenied("not <you>"), "REQUEST-ID"),
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">\n"
            "  <Error>\n"
            "    <Type>Sender</Type>\n"
            "    <Code>AccessDenied</Code>\n"
            "    <Message>not &lt;you&gt;</Message>\n"
            "  </Error>\n"
            "  <RequestId>REQUEST-ID</RequestId>\n"
            "</ErrorResponse>\n");
}

TEST(RenderError, LeavesAnEmptyMessageOutAndTakesANamespace) {
  ApiError error = MalformedInput("");
  error.sender = false;
  error.xml_namespace = "urn:other";
  EXPECT_EQ(RenderError(StsModel(), error, "ID"),
            "<ErrorResponse xmlns=\"urn:other\">\n"
            "  <Error>\n"
            "    <Type>Receiver</Type>\n"
            "    <Code>MalformedInput</Code>\n"
            "  </Error>\n"
            "  <RequestId>ID</RequestId>\n"
            "</ErrorResponse>\n");
}

}  // namespace
}  // namespace mockaws
