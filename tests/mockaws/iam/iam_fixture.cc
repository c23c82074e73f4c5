#include "tests/mockaws/iam/iam_fixture.h"

#include <algorithm>
#include <charconv>

#include "mockaws/wire/percent.h"

namespace mockaws {
namespace {

std::string FormEncode(std::string_view action, const Parameters& parameters,
                       std::string_view version) {
  std::string body = "Action=" + std::string(action) + "&Version=" + std::string(version);
  for (const auto& [name, value] : parameters) {
    body += '&' + PercentEncode(name) + '=' + PercentEncode(value);
  }
  return body;
}

Answer ReadAnswer(const HttpResponse& response, std::string_view action) {
  Answer answer;
  answer.status = response.status;
  answer.body = response.body;
  if (response.body.empty()) return answer;
  const auto root = ParseXml(response.body);
  if (!root.ok()) {
    ADD_FAILURE() << "no XML: " << response.body;
    return answer;
  }
  if (const XmlElement* error = root->Find("Error")) {
    answer.code = error->TextOf("Code");
    answer.message = error->TextOf("Message");
  }
  if (const XmlElement* result = root->Find(std::string(action) + "Result")) {
    answer.result = *result;
  }
  return answer;
}

constexpr std::string_view kStart = "2026-01-02T03:04:05Z";

}  // namespace

const XmlElement* Answer::Find(std::string_view path) const {
  const XmlElement* element = &result;
  while (element != nullptr && !path.empty()) {
    const std::string_view step = path.substr(0, path.find('.'));
    path.remove_prefix(std::min(path.size(), step.size() + 1));
    size_t index = 0;
    const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
    if (error != std::errc() || end != step.data() + step.size()) {
      element = element->Find(step);
    } else {
      element = index < element->children.size() ? &element->children[index] : nullptr;
    }
  }
  return element;
}

std::string Answer::Text(std::string_view path) const {
  const XmlElement* element = Find(path);
  return element == nullptr ? "(absent)" : element->text;
}

int Answer::Count(std::string_view path) const {
  const XmlElement* element = Find(path);
  return element == nullptr ? -1 : static_cast<int>(element->children.size());
}

std::string Answer::Members(std::string_view path) const {
  const XmlElement* element = Find(path);
  if (element == nullptr) return "(absent)";
  std::string names;
  for (const XmlElement& child : element->children) {
    if (!names.empty()) names += ' ';
    names += child.name;
  }
  return names;
}

std::string Answer::Entry(std::string_view map, std::string_view key) const {
  const XmlElement* element = Find(map);
  if (element == nullptr) return "(absent)";
  for (const XmlElement& entry : element->children) {
    const XmlElement* name = entry.Find("key");
    if (name != nullptr && name->text == key) return entry.TextOf("value");
  }
  return "(absent)";
}

std::string Answer::Outcome() const {
  if (status == 200) return "ok";
  return code + " (" + std::to_string(status) + "): " + message;
}

IamTest::IamTest(const Settings& settings)
    : clock_(*policy_engine::ParseIso8601(kStart)),
      ids_(1),
      service_(settings, Environment{.clock = &clock_, .host_clock = &clock_, .ids = &ids_}) {}

Answer IamTest::CallService(std::string_view service, std::string_view action,
                            const Parameters& parameters, const SigningCredentials& who) {
  HttpRequest request;
  request.headers = {{"Host", "127.0.0.1:4593"},
                     {"Content-Type", "application/x-www-form-urlencoded"}};
  request.body = FormEncode(action, parameters, service == "sts" ? "2011-06-15" : "2010-05-08");
  SigningScope scope;
  scope.service = service;
  SignRequest(&request, who, scope, clock_.Now());
  return ReadAnswer(service_.Handle(request), action);
}

Answer IamTest::Must(std::string_view action, const Parameters& parameters) {
  Answer answer = Call(action, parameters);
  EXPECT_EQ(answer.Outcome(), "ok") << action;
  return answer;
}

SigningCredentials IamTest::Root(std::string_view account) {
  return {std::string(account), "test", {}};
}

SigningCredentials IamTest::KeyOf(const std::string& user) {
  const Answer key = Must("CreateAccessKey", {{"UserName", user}});
  return {key.Text("AccessKey.AccessKeyId"), key.Text("AccessKey.SecretAccessKey"), {}};
}

SigningCredentials IamTest::NewUser(const std::string& name, const std::string& policy) {
  Must("CreateUser", {{"UserName", name}});
  if (!policy.empty()) {
    Must("PutUserPolicy",
         {{"UserName", name}, {"PolicyName", "given"}, {"PolicyDocument", policy}});
  }
  return KeyOf(name);
}

SigningCredentials IamTest::AssumedRole(const std::string& role) {
  const SigningCredentials caller = NewUser("assumes-" + role, std::string(kAllowAll));
  const Answer session =
      CallService("sts", "AssumeRole",
                  {{"RoleArn", Arn("role/" + role)}, {"RoleSessionName", "session"}}, caller);
  EXPECT_EQ(session.Outcome(), "ok") << "AssumeRole";
  return {session.Text("Credentials.AccessKeyId"), session.Text("Credentials.SecretAccessKey"),
          session.Text("Credentials.SessionToken")};
}

SigningCredentials IamTest::NewUserDenied(const std::string& action) {
  return NewUser("no-" + action,
                 R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","NotAction":"iam:)" +
                     action + R"(","Resource":"*"}})");
}

std::string IamTest::Arn(std::string_view resource) {
  return "arn:aws:iam::" + std::string(kAccount) + ":" + std::string(resource);
}

}  // namespace mockaws
