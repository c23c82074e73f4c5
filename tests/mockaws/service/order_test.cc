// Which error a doubly wrong request gets: HTTP form, action and version, authentication, input
// validation, authorization, state (recorded).
#include "tests/mockaws/service/service_fixture.h"

namespace mockaws {
namespace {

class OrderTest : public ServiceTest {};

TEST_F(OrderTest, NoFormComesBeforeAllElse) {
  HttpRequest request = Request("sts", "Nonsense");
  request.headers[1].value = "application/json";
  const HttpResponse response = service_.Handle(request);
  EXPECT_EQ(response.status, 302);
  ASSERT_NE(response.Find("Location"), nullptr);
  EXPECT_EQ(*response.Find("Location"), "https://aws.amazon.com/iam");
  EXPECT_EQ(response.body, "");
}

TEST_F(OrderTest, AbsentActionRedirectsWithTheQueryString) {
  HttpRequest request;
  request.method = "GET";
  request.target = "/?Version=2011-06-15";
  const HttpResponse response = service_.Handle(request);
  EXPECT_EQ(response.status, 302);
  EXPECT_EQ(*response.Find("Location"), "https://aws.amazon.com/iam?Version=2011-06-15");
}

TEST_F(OrderTest, UnknownActionComesBeforeTheSignature) {
  const HttpResponse response = service_.Handle(Request("iam", "FlyToTheMoon"));
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(ErrorOf(response),
            "InvalidAction: Could not find operation FlyToTheMoon for version 2010-05-08");
  EXPECT_NE(response.body.find("http://webservices.amazon.com/AWSFault/2005-15-09"),
            std::string::npos);
}

TEST_F(OrderTest, ActionOfTheOtherServiceIsUnknown) {
  EXPECT_EQ(ErrorOf(service_.Handle(Request("iam", "AssumeRole"))),
            "InvalidAction: Could not find operation AssumeRole for version 2010-05-08");
}

TEST_F(OrderTest, AbsentVersionIsNamedSo) {
  HttpRequest request = Request("sts", "GetCallerIdentity");
  request.body = "Action=GetCallerIdentity";
  EXPECT_EQ(ErrorOf(service_.Handle(request)),
            "InvalidAction: Could not find operation GetCallerIdentity for version "
            "NO_VERSION_SPECIFIED");
}

TEST_F(OrderTest, SignatureComesBeforeValidation) {
  EXPECT_EQ(ErrorOf(service_.Handle(Request("iam", "CreateUser"))),
            "MissingAuthenticationToken: Request is missing Authentication Token");
}

TEST_F(OrderTest, ValidationComesBeforeAuthorization) {
  const auto nobody = NewUser(kAccount, "nobody");
  const HttpResponse response = Call(nobody, "iam", "CreateUser", {{"UserName", "a b"}});
  EXPECT_EQ(Element(response.body, "Code"), "ValidationError");
}

TEST_F(OrderTest, AuthorizationComesBeforeExistence) {
  const auto nobody = NewUser(kAccount, "nobody");
  const HttpResponse response = Call(nobody, "iam", "GetUser", {{"UserName", "ghost"}});
  EXPECT_EQ(response.status, 403);
  EXPECT_EQ(ErrorOf(response),
            "AccessDenied: User: arn:aws:iam::111122223333:user/nobody is not authorized to "
            "perform: iam:GetUser on resource: user ghost because no identity-based policy allows "
            "the iam:GetUser action");
}

TEST_F(OrderTest, AuthorizationComesBeforeReservedTagKeys) {
  const auto nobody = NewUser(kAccount, "nobody");
  const HttpResponse response =
      Call(nobody, "iam", "TagUser",
           {{"UserName", "nobody"}, {"Tags.member.1.Key", "aws:x"}, {"Tags.member.1.Value", "y"}});
  EXPECT_EQ(Element(response.body, "Code"), "AccessDenied");
}

TEST_F(OrderTest, AFailedWriteLeavesNothingBehind) {
  Must(Root(), "iam", "CreateUser", {{"UserName", "ana"}});
  const HttpResponse again = Call(Root(), "iam", "CreateUser", {{"UserName", "ANA"}});
  EXPECT_EQ(again.status, 409);
  EXPECT_EQ(ErrorOf(again), "EntityAlreadyExists: User with name ANA already exists.");
  const std::string users = Must(Root(), "iam", "ListUsers");
  EXPECT_EQ(Element(users, "UserName"), "ana");
  EXPECT_EQ(users.find("ANA"), std::string::npos);
}

}  // namespace
}  // namespace mockaws
