// What one request may ask of the server beyond its bytes (which mockaws/http limits).
#include "mockaws/wire/query.h"
#include "tests/mockaws/service/service_fixture.h"

namespace mockaws {
namespace {

class LimitsTest : public ServiceTest {};

TEST_F(LimitsTest, TooManyParametersAreRefusedBeforeAllElse) {
  HttpRequest request = Request("iam", "ListUsers");
  for (size_t i = 0; i < kParametersMax; ++i) request.body += "&a=";
  const HttpResponse response = service_.Handle(request);
  EXPECT_EQ(response.status, 400);
  EXPECT_EQ(ErrorOf(response), "MalformedQueryString: The request has more than 10000 parameters");
  HttpRequest get;
  get.method = "GET";
  get.target = "/?" + request.body;
  EXPECT_EQ(ErrorOf(service_.Handle(get)), ErrorOf(response));
}

TEST_F(LimitsTest, DocumentsNestedTooDeepAreMalformed) {
  for (const size_t depth : {100u, 10'000u, 100'000u}) {
    const std::string document = R"({"Version":"2012-10-17","Statement":)" +
                                 std::string(depth, '[') + std::string(depth, ']') + "}";
    const HttpResponse response = Call(Root(), "iam", "CreateRole",
                                       {{"RoleName", "R"}, {"AssumeRolePolicyDocument", document}});
    EXPECT_EQ(response.status, 400) << depth;
  }
}

TEST_F(LimitsTest, ParameterPathsNestedTooDeepAreRefusedOrIgnored) {
  std::string path = "Tags";
  for (int i = 0; i < 10'000; ++i) path += ".member.1";
  const HttpResponse response = Call(Root(), "iam", "CreateUser", {{"UserName", "u"}, {path, "x"}});
  EXPECT_EQ(response.status, 400);
}

TEST_F(LimitsTest, ListsCannotBeMadeLongByTheirIndexes) {
  const HttpResponse response =
      Call(Root(), "iam", "CreateUser", {{"UserName", "u"}, {"Tags.member.2000000000.Key", "x"}});
  EXPECT_EQ(ErrorOf(response),
            "MalformedInput: Excessively sparse input would skip 1999999999 list elements");
}

}  // namespace
}  // namespace mockaws
