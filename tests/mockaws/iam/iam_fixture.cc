#include "tests/mockaws/iam/iam_fixture.h"

#include <charconv>

#include "mockaws/wire/percent.h"

namespace mockaws {
namespace {

std::string Unescape(std::string_view text) {
  static const std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  std::string plain;
  while (!text.empty()) {
    bool entity = false;
    for (const auto& [name, c] : kEntities) {
      if (!text.starts_with(name)) continue;
      plain += c;
      text.remove_prefix(name.size());
      entity = true;
      break;
    }
    if (entity) continue;
    plain += text.front();
    text.remove_prefix(1);
  }
  return plain;
}

// Reads the element that `text` begins with and moves past it: elements and text alone, as the
// server writes them.
XmlElement ReadElement(std::string_view* text) {
  XmlElement element;
  const size_t open_end = text->find('>');
  std::string_view tag = text->substr(1, open_end - 1);
  text->remove_prefix(open_end + 1);
  const bool empty = tag.ends_with('/');
  if (empty) tag.remove_suffix(1);
  element.name = tag.substr(0, tag.find(' '));
  if (empty) return element;
  std::string content;
  while (!text->empty()) {
    const size_t next = text->find('<');
    content += text->substr(0, next);
    text->remove_prefix(next);
    if (text->starts_with("</")) {
      text->remove_prefix(text->find('>') + 1);
      break;
    }
    element.children.push_back(ReadElement(text));
  }
  if (element.children.empty()) element.text = Unescape(content);
  return element;
}

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
  std::string_view text = response.body;
  if (text.empty()) return answer;
  const XmlElement root = ReadElement(&text);
  if (const XmlElement* error = root.Find("Error")) {
    if (const XmlElement* code = error->Find("Code")) answer.code = code->text;
    if (const XmlElement* message = error->Find("Message")) answer.message = message->text;
  }
  if (const XmlElement* result = root.Find(std::string(action) + "Result")) {
    answer.result = *result;
  }
  return answer;
}

constexpr std::string_view kStart = "2026-01-02T03:04:05Z";

}  // namespace

const XmlElement* XmlElement::Find(std::string_view path) const {
  if (path.empty()) return this;
  const std::string_view step = path.substr(0, path.find('.'));
  const std::string_view rest = step.size() == path.size() ? "" : path.substr(step.size() + 1);
  size_t index = 0;
  const auto [end, error] = std::from_chars(step.data(), step.data() + step.size(), index);
  if (error == std::errc() && end == step.data() + step.size()) {
    return index < children.size() ? children[index].Find(rest) : nullptr;
  }
  for (const XmlElement& child : children) {
    if (child.name == step) return child.Find(rest);
  }
  return nullptr;
}

std::string Answer::Text(std::string_view path) const {
  const XmlElement* element = result.Find(path);
  return element == nullptr ? "(absent)" : element->text;
}

int Answer::Count(std::string_view path) const {
  const XmlElement* element = result.Find(path);
  return element == nullptr ? -1 : static_cast<int>(element->children.size());
}

std::string Answer::Members(std::string_view path) const {
  const XmlElement* element = result.Find(path);
  if (element == nullptr) return "(absent)";
  std::string names;
  for (const XmlElement& child : element->children) {
    if (!names.empty()) names += ' ';
    names += child.name;
  }
  return names;
}

std::string Answer::Entry(std::string_view map, std::string_view key) const {
  const XmlElement* element = result.Find(map);
  if (element == nullptr) return "(absent)";
  for (const XmlElement& entry : element->children) {
    const XmlElement* name = entry.Find("key");
    if (name != nullptr && name->text == key) return entry.Find("value")->text;
  }
  return "(absent)";
}

std::string Answer::Outcome() const {
  if (status == 200) return "ok";
  return code + " (" + std::to_string(status) + "): " + message;
}

IamTest::IamTest()
    : clock_(*policy_engine::ParseIso8601(kStart)),
      ids_(1),
      service_(Settings{}, Environment{.clock = &clock_, .host_clock = &clock_, .ids = &ids_}) {}

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
