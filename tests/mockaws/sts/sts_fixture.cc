#include "tests/mockaws/sts/sts_fixture.h"

#include "mockaws/wire/percent.h"

namespace mockaws {

Answer StsTest::Unsigned(const std::string& action, const Parameters& parameters) {
  HttpRequest request;
  request.headers = {{"Host", "127.0.0.1:4593"},
                     {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = "Action=" + action + "&Version=2011-06-15";
  for (const auto& [name, value] : parameters) {
    request.body += '&' + PercentEncode(name) + '=' + PercentEncode(value);
  }
  const HttpResponse response = service_.Handle(request);
  Answer answer;
  answer.status = response.status;
  answer.body = response.body;
  const auto root = ParseXml(response.body);
  if (!root.ok()) return answer;
  if (const XmlElement* error = root->Find("Error")) {
    answer.code = error->TextOf("Code");
    answer.message = error->TextOf("Message");
  }
  if (const XmlElement* result = root->Find(action + "Result")) answer.result = *result;
  return answer;
}

void StsTest::NewRole(const std::string& name, const std::string& trust, const Parameters& more) {
  Parameters parameters = {{"RoleName", name}, {"AssumeRolePolicyDocument", trust}};
  parameters.insert(parameters.end(), more.begin(), more.end());
  Must("CreateRole", parameters);
  Must("PutRolePolicy",
       {{"RoleName", name}, {"PolicyName", "all"}, {"PolicyDocument", std::string(kAllowAll)}});
}

std::string StsTest::Policy(const std::string& members) {
  return R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",)" + members + "}]}";
}

std::string StsTest::Trust(const std::string& members) { return Policy(members); }

std::string StsTest::TrustAll() {
  return Trust(R"("Principal":{"AWS":"111122223333"},)"
               R"("Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"])");
}

Parameters StsTest::Assume(const std::string& role, const Parameters& more) const {
  Parameters parameters = {{"RoleArn", Arn("role/" + role)}, {"RoleSessionName", "s1"}};
  parameters.insert(parameters.end(), more.begin(), more.end());
  return parameters;
}

SigningCredentials StsTest::Session(const std::string& role, const SigningCredentials& who,
                                    const Parameters& more) {
  const Answer answer = Sts("AssumeRole", Assume(role, more), who);
  EXPECT_EQ(answer.Outcome(), "ok");
  return CredentialsOf(answer);
}

SigningCredentials StsTest::CredentialsOf(const Answer& answer) {
  return {answer.Text("Credentials.AccessKeyId"), answer.Text("Credentials.SecretAccessKey"),
          answer.Text("Credentials.SessionToken")};
}

std::string StsTest::MayGetUser(const SigningCredentials& who) {
  return Call("GetUser", {{"UserName", "ana"}}, who).Outcome();
}

std::string StsTest::Control(const std::string& path, const std::string& body, int expected,
                             const std::string& method) {
  HttpRequest request;
  request.method = body.empty() ? "GET" : method;
  request.target = "/_iamsim/" + path;
  request.peer_address = "127.0.0.1";
  request.body = body;
  const HttpResponse response = service_.Handle(request);
  EXPECT_EQ(response.status, expected) << response.body;
  return response.body;
}

}  // namespace mockaws
