// Any texts as a principal, a request's resource and a policy's resource pattern: the engine must
// match as the second evaluator does.
#include <utility>

#include "policy_engine/base/json.h"
#include "policy_engine/principal.h"
#include "policy_engine/request.h"
#include "tests/differential/compare.h"
#include "tests/fuzz/fuzz.h"

namespace {

using policy_engine::Json;

Json CaseOf(const std::string& resource, const std::string& pattern) {
  Json statement = Json::MakeObject();
  statement.Set("Effect", Json::String("Allow"));
  statement.Set("Action", Json::String("*"));
  statement.Set("Resource", Json::String(pattern));
  Json document = Json::MakeObject();
  document.Set("Version", Json::String("2012-10-17"));
  document.Set("Statement", std::move(statement));
  Json request = Json::MakeObject();
  request.Set("principal", Json::String("arn:aws:iam::111122223333:user/alice"));
  request.Set("action", Json::String("s3:GetObject"));
  request.Set("resource", Json::String(resource));
  request.Set("resourceAccount", Json::String("111122223333"));
  Json eval_case = Json::MakeObject();
  eval_case.Set("request", std::move(request));
  eval_case.Set("identityPolicies", Json::MakeArray({std::move(document)}));
  return eval_case;
}

}  // namespace

// Lines: resource, pattern.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto lines = fuzz::Lines(fuzz::TextOf(data, size));
  for (const std::string& line : lines) {
    const auto principal = policy_engine::ParsePrincipal(line);
    CHECK(principal.ok() || !principal.error().message.empty(), "an error without words");
    const policy_engine::RequestResource resource(line);
    if (resource.is_arn()) {
      std::string joined(resource.field(0));
      for (int i = 1; i < 6; ++i) joined += ":" + std::string(resource.field(i));
      CHECK(joined == line, "fields don't make up the ARN");
    }
  }
  if (lines.size() != 2) return 0;
  // Through text and back, so that the case is valid UTF-8.
  const auto eval_case = policy_engine::ParseJson(CaseOf(lines[0], lines[1]).Dump());
  if (!eval_case.ok()) return 0;
  const differential::Verdicts verdicts = differential::Compare(*eval_case);
  CHECK(!verdicts.error.empty() || verdicts.agree(), verdicts.ToText().c_str());
  return 0;
}
