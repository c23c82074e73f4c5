// Any texts as operator, key, policy values and request values: the engine must answer as the
// second evaluator does, in an Allow and in a Deny.
#include <utility>

#include "policy_engine/base/json.h"
#include "tests/differential/compare.h"
#include "tests/fuzz/fuzz.h"

namespace {

using policy_engine::Json;

Json Statement(const char* effect) {
  Json statement = Json::MakeObject();
  statement.Set("Effect", Json::String(effect));
  statement.Set("Action", Json::String("*"));
  statement.Set("Resource", Json::String("*"));
  return statement;
}

// Lines: operator, key, effect (`D…` for Deny), request values up to a line `-`, policy values.
Json CaseOf(const std::vector<std::string>& lines) {
  Json requested = Json::MakeArray();
  Json wanted = Json::MakeArray();
  bool in_policy = false;
  for (size_t i = 3; i < lines.size(); ++i) {
    if (!in_policy && lines[i] == "-") {
      in_policy = true;
    } else {
      (in_policy ? wanted : requested).Append(Json::String(lines[i]));
    }
  }
  Json tests = Json::MakeObject();
  tests.Set(lines[1], std::move(wanted));
  Json condition = Json::MakeObject();
  condition.Set(lines[0], std::move(tests));
  const bool deny = lines[2].starts_with('D');
  Json statement = Statement(deny ? "Deny" : "Allow");
  statement.Set("Condition", std::move(condition));
  Json statements = Json::MakeArray({std::move(statement)});
  if (deny) statements.Append(Statement("Allow"));
  Json document = Json::MakeObject();
  document.Set("Version", Json::String("2012-10-17"));
  document.Set("Statement", std::move(statements));

  Json context = Json::MakeObject();
  const bool lone = requested.items().size() == 1;
  if (!requested.items().empty()) {
    context.Set(lines[1], lone ? Json(requested.items()[0]) : std::move(requested));
  }
  Json request = Json::MakeObject();
  request.Set("principal", Json::String("arn:aws:iam::111122223333:user/alice"));
  request.Set("action", Json::String("s3:GetObject"));
  request.Set("resource", Json::String("arn:aws:s3:::b/k"));
  request.Set("context", std::move(context));
  Json eval_case = Json::MakeObject();
  eval_case.Set("request", std::move(request));
  eval_case.Set("identityPolicies", Json::MakeArray({std::move(document)}));
  return eval_case;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto lines = fuzz::Lines(fuzz::TextOf(data, size));
  if (lines.size() < 4) return 0;
  // Through text and back, so that the case is valid UTF-8.
  const auto eval_case = policy_engine::ParseJson(CaseOf(lines).Dump());
  if (!eval_case.ok()) return 0;
  const differential::Verdicts verdicts = differential::Compare(*eval_case);
  CHECK(!verdicts.error.empty() || verdicts.agree(), verdicts.ToText().c_str());
  return 0;
}
