#include "tests/differential/scene.h"

#include <utility>

namespace differential {
namespace {

using policy_engine::Json;

constexpr std::string_view kAccounts[] = {"111122223333", "111122223333", "444455556666"};

constexpr std::string_view kActions[] = {
    "s3:GetObject",    "s3:GetObject",          "s3:GetObject",   "s3:GetObject",
    "s3:PutObject",    "s3:PutObject",          "s3:ListBucket",  "sqs:SendMessage",
    "sqs:SendMessage", "sqs:SendMessage",       "kms:Decrypt",    "kms:Decrypt",
    "kms:Decrypt",     "kms:RetireGrant",       "iam:GetUser",    "iam:GetUser",
    "iam:GetUser",     "ec2:DescribeInstances", "sts:AssumeRole", "sts:AssumeRole",
    "sts:AssumeRole",  "sts:AssumeRole",        "sts:TagSession", "sts:SetSourceIdentity",
    "sts:AssumeRoot",  "ec2:DescribeInstances",
};
// Calls with rules of their own, which leave little to policies.
constexpr std::string_view kOddActions[] = {"sts:AssumeRoleWithWebIdentity",
                                            "sts:AssumeRoleWithSAML", "sts:GetCallerIdentity",
                                            "sts:GetSessionToken"};

std::string Account(Random& random) { return std::string(random.Pick(kAccounts)); }

Json Text(std::string_view text) { return Json::String(std::string(text)); }

std::string ResourceFor(const std::string& action, const std::string& account, Random& random) {
  if (random.Percent(4)) return random.Of({"*", "arn:aws:s3", "bucket", "arn:aws:s3:::b:c/d"});
  const std::string service = action.substr(0, action.find(':'));
  if (service == "s3") {
    return "arn:aws:s3:::" +
           random.Of({"logs", "logs/a", "logs/a/b", "logs-2/a", "Logs/a", "logs/a:b/c", "logs/𐐀"});
  }
  if (service == "sqs")
    return "arn:aws:sqs:us-east-1:" + account + ":" + random.Of({"q", "q-dead"});
  if (service == "kms") {
    return "arn:aws:kms:us-east-1:" + account + random.Of({":key/k1", ":key/k1", ":alias/a"});
  }
  if (service == "iam") return "arn:aws:iam::" + account + ":user/" + random.Of({"alice", "x/bob"});
  if (service == "sts") return "arn:aws:iam::" + account + random.Of({":role/app", ":role/p/app"});
  return random.Percent(50) ? "*" : "arn:aws:ec2:us-east-1:" + account + ":instance/i-1";
}

void Own(Scene& scene, std::string name) {
  scene.principal_arn = name;
  scene.own_names.push_back(std::move(name));
}

void MakeUser(Scene& scene, Random& random) {
  const std::string arn = "arn:aws:iam::" + scene.account + ":user/" +
                          random.Of({"alice", "alice", "dev/alice", "bob"});
  Own(scene, arn);
  scene.principal = Text(arn);
  if (random.Percent(20)) {
    scene.principal = Json::MakeObject();
    scene.principal.Set("arn", Text(arn));
    scene.principal.Set("id", Text("AIDAJQABLZS4A3QDU576Q"));
    scene.own_names.emplace_back("AIDAJQABLZS4A3QDU576Q");
  }
}

void MakeRole(Scene& scene, Random& random) {
  const std::string path = random.Of({"", "", "p/", "aws-service-role/x.amazonaws.com/"});
  const std::string role = "arn:aws:iam::" + scene.account + ":role/" + path + "app";
  const std::string session =
      "arn:aws:sts::" + scene.account + ":assumed-role/app/" + random.Of({"s1", "s1", "alice"});
  scene.has_sessions = true;
  Own(scene, role);
  if (path.empty() && random.Percent(30)) {
    scene.principal = Text(random.Percent(50) ? role : session);
    if (scene.principal.AsString() == session) Own(scene, session);
    return;
  }
  scene.principal = Json::MakeObject();
  scene.principal.Set("type", Text("AssumedRole"));
  scene.principal.Set("arn", Text(session));
  scene.principal.Set("roleArn", Text(role));
  Own(scene, session);
  if (random.Percent(20)) {
    scene.principal.Set("id", Text("AROADBQP57FF2AEXAMPLE"));
    scene.own_names.emplace_back("AROADBQP57FF2AEXAMPLE");
  }
}

void MakeFederatedUser(Scene& scene, Random& random) {
  const std::string user = "arn:aws:iam::" + scene.account + ":user/alice";
  const std::string arn = "arn:aws:sts::" + scene.account + ":federated-user/fed";
  scene.has_sessions = true;
  scene.principal = Json::MakeObject();
  scene.principal.Set("type", Text("FederatedUser"));
  scene.principal.Set("arn", Text(arn));
  if (random.Percent(80)) {
    scene.principal.Set("federatingUserArn", Text(user));
    Own(scene, user);
  }
  Own(scene, arn);
}

void MakeNamed(Scene& scene, std::string_view type, const std::string& name, bool as_text) {
  scene.account.clear();
  scene.own_service = name;
  scene.is_provider = type != "Service";
  scene.principal = Json::MakeObject();
  scene.principal.Set("type", Text(type));
  scene.principal.Set("arn", Text(name));
  if (as_text) scene.principal = Text(name);
}

void MakeOutsider(Scene& scene, Random& random) {
  const std::string account = scene.account;
  const bool as_text = random.Percent(30);
  switch (random.Below(4)) {
    case 0:
      scene.account.clear();
      scene.principal = Json::MakeObject();
      scene.principal.Set("type", Text("Anonymous"));
      return;
    case 1:
      MakeNamed(scene, "Service", random.Of({"sns.amazonaws.com", "ec2.amazonaws.com"}), as_text);
      return;
    case 2:
      MakeNamed(scene, "WebIdentity",
                random.Percent(50) ? "accounts.google.com"
                                   : "arn:aws:iam::" + account + ":oidc-provider/o.example",
                as_text && scene.own_service.starts_with("arn:"));
      return;
    default:
      MakeNamed(scene, "SamlProvider", "arn:aws:iam::" + account + ":saml-provider/idp", as_text);
  }
}

void AddTags(Scene& scene, Random& random) {
  if (scene.account.empty() || !random.Percent(30)) return;
  if (scene.principal.is_string()) {
    Json object = Json::MakeObject();
    object.Set("arn", scene.principal);
    scene.principal = std::move(object);
  }
  Json tags = Json::MakeObject();
  tags.Set("team", Text(random.Of({"red", "blue", "a"})));
  if (random.Percent(30)) tags.Set(random.Of({"Team", "dept"}), Text(random.Of({"red", "hr"})));
  scene.principal.Set("tags", std::move(tags));
}

void MakePrincipal(Scene& scene, Random& random) {
  scene.account = Account(random);
  scene.own_names = {scene.account, "arn:aws:iam::" + scene.account + ":root"};
  const size_t kind = random.Below(100);
  if (kind < 40) {
    MakeUser(scene, random);
  } else if (kind < 70) {
    MakeRole(scene, random);
  } else if (kind < 80) {
    MakeFederatedUser(scene, random);
  } else if (kind < 88) {
    scene.principal_arn = scene.own_names[1];
    scene.principal = Text(scene.own_names[1]);
  } else {
    MakeOutsider(scene, random);
  }
  AddTags(scene, random);
  if (scene.principal.is_object() && !scene.account.empty() && random.Percent(10)) {
    scene.principal.Set("managementAccount", Json::Bool(true));
  }
  if (scene.principal.is_object() && !scene.account.empty() && random.Percent(5)) {
    scene.principal.Set("hasPermissionsBoundary", Json::Bool(true));
  }
}

void AddKey(Scene& scene, Random& random, size_t percent, std::string name,
            std::initializer_list<std::string_view> values) {
  ContextKey key{std::move(name), {}, random.Percent(percent)};
  if (key.present) key.values.push_back(random.Of(values));
  scene.context.push_back(std::move(key));
}

void AddListKey(Scene& scene, Random& random, std::string name,
                std::initializer_list<std::string_view> values) {
  ContextKey key{std::move(name), {}, random.Percent(60)};
  const size_t count = key.present ? random.Below(4) : 0;
  for (size_t i = 0; i < count; ++i) key.values.push_back(random.Of(values));
  scene.context.push_back(std::move(key));
}

void MakeTextKeys(Scene& scene, Random& random) {
  AddKey(scene, random, 70, "aws:RequestTag/value",
         {"a",
          "A",
          "alice",
          "",
          "al*",
          "ΟΣ",
          "ος",
          "σ",
          "Σ",
          "Α.Σ.Β",
          "ΑΣ'",
          "ας'",
          "ΑΣ-Β",
          "İx",
          "\u212A",
          "k",
          "𐐀",
          "a𐐀b",
          "𐐀Σ",
          "aσ𐐀",
          "ß",
          "ẞ",
          "logs",
          "1",
          "true",
          "a\nb",
          "a[b]",
          "${x}",
          "arn:aws:s3:::logs",
          "192.0.2.1"});
  ContextKey greek{"aws:RequestTag/greek", {GreekWord(random)}, true};
  scene.context.push_back(std::move(greek));
  AddKey(scene, random, 50, "aws:RequestTag/team", {"red", "blue", "", "RED", "a", "?", "r"});
}

void MakeAddressKeys(Scene& scene, Random& random) {
  AddKey(scene, random, 70, "aws:SourceIp",
         {"192.0.2.1",
          "192.000.2.1",
          "203.0.113.9",
          "2001:db8::1",
          "2001:db8:::1",
          "::ffff:192.0.2.1",
          ":2001:db8::1",
          "192.0.2.1/32",
          "x",
          "",
          "::1",
          "2001:DB8::5",
          "2001:db8::1:",
          "::ffff:c000:201",
          "192.0.2.256",
          "192.0.2",
          "2001:db8::1::",
          "::::",
          ":::",
          "1:2:3:4:5:6:7:8",
          "1:2:3:4:5:6:7:8:",
          "::ffff:192.0.2.1.",
          "2001:db8::192.0.2.1",
          "12345::"});
}

void MakeBoolAndNumberKeys(Scene& scene, Random& random) {
  AddKey(scene, random, 60, "aws:MultiFactorAuthPresent",
         {"true", "false", "True", "FALSE", "yes", "", " true ", "1"});
  AddKey(scene, random, 60, "aws:MultiFactorAuthAge",
         {"1",
          "01",
          "1.0",
          "1e0",
          "2",
          "NaN",
          "",
          "-1",
          "0.5",
          ".5",
          "0",
          "-0",
          "0.0",
          "1e",
          "1.",
          ".",
          "1e400",
          "+1",
          "-2",
          "-1.5",
          "1e-3",
          "0.001",
          "1e3",
          "1000",
          "9007199254740993",
          "9007199254740992",
          "1e99999999999"});
}

void MakeDateKeys(Scene& scene, Random& random) {
  AddKey(scene, random, 70, "aws:CurrentTime",
         {"2026-01-02T03:04:05Z",
          "2026-01-02T03:04:05.1239Z",
          "2026-01-02",
          "1767323045",
          "2026",
          "x",
          "",
          "2026-01-02T04:04:05+01:00",
          "+1767323045",
          "2026-01-02T03:04:05.",
          "2026-01-02T03:04:05.5Z",
          "2026-01-02T24:00Z",
          "2026-13-01",
          "2026-1-02",
          "2026-02-29",
          "2024-02-29",
          "2026-01-02T03:04",
          "2026-01-02T03Z",
          "2026-01-02t03:04:05z",
          "1969-12-31",
          "-1",
          "2026-01-02T03:04:60Z",
          "2026-01-02T03:00:00Z",
          "2026-01-02T03:04:05.50Z",
          "2026-01-32",
          "2026-01-02T03:04:05+1:00",
          "2026-01-02T03:04:05+24:00",
          "2026-01-02T03:04:05X",
          "2026-01-02T03:04:05.500Z",
          "2026-01-02T03:00Z",
          "2026-01-02T03:04:05Zx",
          "2026-01-01T22:04:05-05:00"});
}

void MakeArnBinaryAndListKeys(Scene& scene, Random& random) {
  AddKey(scene, random, 60, "aws:SourceArn",
         {"arn:aws:s3:::logs", "arn:aws:sns:us-east-1:111122223333:t", "arn:aws:s3:::logs:x/y", "",
          "not-an-arn", "arn:aws:s3", "arn:aws:sns:us-east-1:444455556666:t", "a:b:c:d:e:f"});
  AddKey(scene, random, 50, "kms:EncryptionContext:blob",
         {"YQ==", "YQ", "YR==", "YWJj", "", "a", "YWI=", "YWJ=", "Y===", "/+8=", "YQ==YQ=="});
  AddListKey(scene, random, "aws:TagKeys",
             {"team", "Team", "value", "1", "", "a", "x", "Σ", "2026", "192.0.2.1", "true"});
  AddListKey(scene, random, "aws:CalledVia",
             {"athena.amazonaws.com", "cloudformation.amazonaws.com", "arn:aws:s3:::logs"});
}

void MakeContext(Scene& scene, Random& random) {
  MakeTextKeys(scene, random);
  MakeAddressKeys(scene, random);
  MakeBoolAndNumberKeys(scene, random);
  MakeDateKeys(scene, random);
  MakeArnBinaryAndListKeys(scene, random);
}

std::string Mutate(std::string text, Random& random) {
  if (text.empty()) return random.Of({"", "a", "*"});
  const size_t at = random.Below(text.size());
  if ((text[at] & 0x80) != 0) return text;  // leave UTF-8 sequences whole
  switch (random.Below(7)) {
    case 0:
      return text.substr(0, at) + "*" + (random.Percent(50) ? text.substr(at + 1) : "");
    case 1:
      text[at] = '?';
      return text;
    case 2:
      return text.insert(at, random.Of({"*", "?", "**", "?*", "x"}));
    case 3:
      return text + random.Of({"*", "?", "/*", "x", ":*"});
    case 4:
      return "*" + text.substr(at);
    case 5:
      text[at] = random.Percent(50) ? 'x' : '*';
      return text;
    default:
      return text.erase(at, 1);
  }
}

}  // namespace

std::string GreekWord(Random& random) {
  return random.Of(
      {"ΟΣ",       "ος",       "οσ",       "Α.Σ.Β", "α.σ.β", "α.ς.β",     "ΑΣ.",       "ας.",
       "ασ.",      "ΑΣ'Β",     "ασ'β",     "ας'β",  "Σ",     "σ",         "ς",         "𐐀Σ",
       "𐐀ς",       "𐐀σ",       "AΣ𐐀",      "aσ𐐀",   "aς𐐀",   "ΑΣ\u0301Β", "ασ\u0301β", "ας\u0301β",
       "Α\u0301Σ", "α\u0301ς", "α\u0301σ", "1Σ",    "1σ",    "ΑΣ1",       "ας1",       "ασ1"});
}

Scene MakeScene(Random& random) {
  Scene scene;
  MakePrincipal(scene, random);
  scene.action = std::string(random.Percent(4) ? random.Pick(kOddActions) : random.Pick(kActions));
  if (scene.is_provider && random.Percent(80)) {
    scene.action = "sts:AssumeRoleWithWebIdentity";
    if (scene.own_service.starts_with("arn:")) scene.action = "sts:AssumeRoleWithSAML";
  }
  scene.resource_account = Account(random);
  if (random.Percent(50) && !scene.account.empty()) scene.resource_account = scene.account;
  scene.resource = ResourceFor(scene.action, scene.resource_account, random);
  scene.trust = scene.action.starts_with("sts:AssumeRole") || scene.action == "sts:TagSession" ||
                scene.action == "sts:SetSourceIdentity";
  if (scene.action == "sts:AssumeRoot") scene.trust = false;
  MakeContext(scene, random);
  return scene;
}

// JSON's own booleans and numbers now and then.
static Json Typed(const std::string& text, Random& random) {
  if (random.Percent(70)) return Text(text);
  if (text == "true" || text == "false") return Json::Bool(text == "true");
  if (text == "1" || text == "1.0" || text == "1e3" || text == "-0") return Json::NumberText(text);
  return Text(text);
}

Json RequestOf(const Scene& scene, Random& random) {
  Json context = Json::MakeObject();
  for (const ContextKey& key : scene.context) {
    if (!key.present) continue;
    const bool list = key.name == "aws:TagKeys" || key.name == "aws:CalledVia";
    if (!list && !key.values.empty()) {
      const bool wrapped = random.Percent(5);  // one value in a list: still single by its type
      Json value = Typed(key.values[0], random);
      context.Set(key.name, wrapped ? Json::MakeArray({value}) : std::move(value));
      continue;
    }
    Json values = Json::MakeArray();
    for (const std::string& value : key.values) values.Append(Text(value));
    context.Set(key.name, std::move(values));
  }
  if (random.Percent(5)) context.Set("aws:requesttag/Team", Text("blue"));
  Json request = Json::MakeObject();
  request.Set("principal", scene.principal);
  request.Set("action", Text(scene.action));
  request.Set("resource", Text(scene.resource));
  request.Set("resourceAccount", Text(scene.resource_account));
  if (random.Percent(5)) request.Set("resourceInManagementAccount", Json::Bool(true));
  if (random.Percent(30)) request.Set("rcpWithoutResource", Json::Bool(true));
  request.Set("context", std::move(context));
  return request;
}

std::string Vary(std::string text, const Scene& scene, Random& random, bool variables) {
  if (variables && random.Percent(12)) {
    for (const ContextKey& key : scene.context) {
      if (!key.present || key.values.empty() || key.values[0].empty()) continue;
      const size_t at = text.find(key.values[0]);
      if (at == std::string::npos || key.values[0].size() < 2) continue;
      const std::string fallback = random.Percent(30) ? ", 'logs'" : "";
      return text.replace(at, key.values[0].size(), "${" + key.name + fallback + "}");
    }
    const std::string name = random.Of({"aws:username", "aws:PrincipalTag/team", "aws:absent",
                                        "aws:TagKeys", "aws:absent, 'logs'", "*", "?", "$",
                                        "aws:PrincipalAccount", "AWS:requesttag/VALUE"});
    if (random.Percent(30)) return "${" + name + "}";
    const size_t at = text.empty() ? 0 : random.Below(text.size());
    if (at < text.size() && (text[at] & 0x80) != 0) return text;
    const std::string rest = random.Percent(50) ? text.substr(at) : "";
    return text.substr(0, at) + "${" + name + "}" + rest;
  }
  const size_t mutations = random.Below(3);
  for (size_t i = 0; i < mutations; ++i) text = Mutate(std::move(text), random);
  return text;
}

std::string ActionPattern(const Scene& scene, Random& random) {
  const size_t kind = random.Below(100);
  if (kind < 10) return "*";
  if (kind < 30) return scene.action;
  std::string action = kind < 45 ? std::string(random.Pick(kActions)) : scene.action;
  const size_t colon = action.find(':');
  std::string service = action.substr(0, colon);
  std::string name = action.substr(colon + 1);
  if (random.Percent(20)) return service + ":*";
  if (random.Percent(10)) service[0] = static_cast<char>(service[0] - 'a' + 'A');
  if (random.Percent(20)) name[0] = static_cast<char>(name[0] ^ 0x20);
  if (random.Percent(60)) name = Mutate(std::move(name), random);
  for (char& c : name) {
    if (c == ':' || c == '/') c = 'x';
  }
  return service + ":" + (name.empty() ? "*" : name);
}

std::string ResourcePattern(const Scene& scene, Random& random, bool variables) {
  if (random.Percent(30)) return "*";
  std::string resource =
      scene.resource == "*" ? "arn:aws:ec2:us-east-1:111122223333:instance/i-1" : scene.resource;
  if (random.Percent(15)) resource = ResourceFor(scene.action, scene.resource_account, random);
  if (random.Percent(40)) return resource;
  // Mostly vary the last field only: a pattern broken in the front seldom matches anything.
  const size_t colon = resource.rfind(':');
  if (colon == std::string::npos || random.Percent(15)) {
    return Vary(std::move(resource), scene, random, variables);
  }
  return resource.substr(0, colon + 1) + Vary(resource.substr(colon + 1), scene, random, variables);
}

}  // namespace differential
