#include "bench/engine/workload.h"

#include <fstream>
#include <map>
#include <sstream>

#include "policy_engine/check.h"

namespace bench {

using policy_engine::AuthorizationRequest;
using policy_engine::CompiledPolicyPtr;
using policy_engine::Json;
using policy_engine::PolicyLayer;
using policy_engine::PolicySet;
using policy_engine::PolicyType;

namespace {

const Json& File() {
  static const Json& json = *new Json([] {
    auto parsed = policy_engine::ParseJson(
        ReadFile(std::string(IAMSIM_SOURCE_DIR) + "/bench/data/engine-workload.json"));
    CHECK(parsed.ok(), "bench/data/engine-workload.json is malformed");
    return std::move(*parsed);
  }());
  return json;
}

// Adds `offset` to each number that the pattern counts up.
std::string Shifted(const std::string& text, int offset) {
  constexpr std::string_view kCounted[] = {"bucket-", "team-", "tbl-", "user-",
                                           "logs-",   "/app/", "\"S"};
  std::string shifted;
  for (size_t at = 0; at < text.size();) {
    std::string_view counted;
    for (const std::string_view prefix : kCounted) {
      if (text.compare(at, prefix.size(), prefix) == 0) counted = prefix;
    }
    size_t end = at + counted.size();
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    if (counted.empty() || end == at + counted.size()) {
      shifted += text[at++];
      continue;
    }
    shifted += counted;
    shifted += std::to_string(std::stoi(text.substr(at + counted.size())) + offset);
    at = end;
  }
  return shifted;
}

// Policies repeat in pairs, numbers counting up; the last one ends with the statement that grants.
std::vector<std::string> Grown(const Json& policies, size_t count) {
  std::vector<std::string> documents;
  const std::string pair[] = {policies.items()[0].Dump(), policies.items()[1].Dump()};
  for (size_t i = 0; i + 1 < count; ++i) {
    documents.push_back(Shifted(pair[i % 2], static_cast<int>(4 * (i - i % 2))));
  }
  const size_t last = policies.items().size() - 1;
  CHECK(last % 2 == (count - 1) % 2, "the last policy is of the pattern's other kind");
  documents.push_back(
      Shifted(policies.items()[last].Dump(), static_cast<int>(4 * (count - 1 - last))));
  return documents;
}

RawRequest ReadRequest(const Json& json) {
  RawRequest request;
  request.principal = json.Find("principal")->AsString();
  request.action = json.Find("action")->AsString();
  request.resource = json.Find("resource")->AsString();
  request.resource_account = json.Find("resourceAccount")->AsString();
  for (const Json::Member& member : json.Find("context")->members()) {
    request.context.emplace_back(member.key, member.value.ScalarText());
  }
  return request;
}

void SetContext(const std::string& key, const std::string& value, RawRequest* request) {
  for (auto& [name, present] : request->context) {
    if (name == key) present = value;
  }
}

}  // namespace

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  CHECK(file.good(), "a data file can't be read");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

CompiledPolicyPtr MustCompile(const std::string& text, PolicyType type) {
  auto policy = policy_engine::CompilePolicy(text, type);
  CHECK(policy.ok(), "a benchmark's policy doesn't compile");
  return *policy;
}

AuthorizationRequest RawRequest::Prepare() const {
  auto caller = policy_engine::ParsePrincipal(principal);
  CHECK(caller.ok(), "a benchmark's principal is malformed");
  policy_engine::RequestContext keys;
  for (const auto& [key, value] : context) keys.Set(key, value);
  AuthorizationRequest request(std::move(*caller), action, resource, std::move(keys));
  request.resource_account = resource_account;
  return request;
}

PolicySet Workload::Compile() const {
  std::vector<CompiledPolicyPtr> policies;
  for (const std::string& document : documents) {
    policies.push_back(MustCompile(document, PolicyType::kManaged));
  }
  PolicySet set;
  set.identity = PolicyLayer::Of(std::move(policies));
  if (!trust_policy.empty()) {
    set.resource = PolicyLayer::Of({MustCompile(trust_policy, PolicyType::kTrust)});
  }
  return set;
}

Workload LoadWorkload(const std::string& name, int statements) {
  const Json& json = *File().Find(name);
  const Json& thousand = *json.Find("policies")->Find("1000");
  Workload workload;
  const Json* given = json.Find("policies")->Find(std::to_string(statements));
  if (given != nullptr) {
    for (const Json& policy : given->items()) workload.documents.push_back(policy.Dump());
    if (given == &thousand) {
      CHECK(workload.documents == Grown(thousand, 250), "growth differs from the file's pattern");
    }
  } else {
    workload.documents = Grown(thousand, static_cast<size_t>(statements) / 4);
  }
  const Json* trust = json.Find("trustPolicy");
  if (trust != nullptr && trust->is_object()) workload.trust_policy = trust->Dump();
  workload.hit = ReadRequest(*json.Find("request"));
  workload.miss = workload.hit;
  workload.deny = workload.hit;
  if (name == "assume") {
    workload.miss.resource = "arn:aws:iam::111122223333:role/other/deployer";
    SetContext("aws:PrincipalOrgID", "o-xyz7654321", &workload.deny);
  } else {
    workload.miss.resource = "arn:aws:s3:::other-data/reports/2026/q1.csv";
    SetContext("aws:username", "mallory", &workload.deny);
  }
  return workload;
}

Workload MakeDistinct(Workload workload) {
  // A further value in each condition that repeats.
  const std::pair<std::string, std::string> repeated[] = {
      {"\"198.51.100.0/24\"", "198.51.100."}, {"\"o-abc1234567\"", "o-"}, {"\"alice\"", "user"}};
  for (size_t i = 0; i + 1 < workload.documents.size(); ++i) {
    std::string& text = workload.documents[i];
    for (const auto& [value, stem] : repeated) {
      const size_t at = text.find(value);
      if (at == std::string::npos) continue;
      const bool address = stem.back() == '.';
      const std::string other =
          address ? "10." + std::to_string(i / 250) + "." + std::to_string(i % 250) + ".0/24"
                  : stem + std::to_string(i);
      text.replace(at, value.size(), "[" + value + ",\"" + other + "\"]");
    }
  }
  return workload;
}

}  // namespace bench
