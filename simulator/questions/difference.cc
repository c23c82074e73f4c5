#include "simulator/questions/difference.h"

#include <map>
#include <set>

namespace simulator {

using policy_engine::Json;
using policy_engine::Result;

namespace {

using Asked = std::pair<std::string, std::string>;  // action and resource
using Verdicts = std::map<Asked, std::string>;

Result<std::set<std::string>> PrincipalsIn(AskedState& state) {
  ASSIGN_OR_RETURN(const Json answer, state.client().ControlJson("principals"));
  std::set<std::string> arns;
  for (const Json& principal : answer.Find("principals")->items()) {
    if (principal.Find("kind")->AsString() == "root") continue;
    arns.insert(principal.Find("arn")->AsString());
  }
  return arns;
}

Result<void> Ask(AskedState& state, const Json& question, Verdicts* verdicts) {
  ASSIGN_OR_RETURN(const Json answer, state.client().ControlJson("what-can", question));
  for (const Json& entry : answer.Find("actions")->items()) {
    (*verdicts)[{entry.Find("action")->AsString(), entry.Find("resource")->AsString()}] =
        entry.Find("decision")->AsString();
  }
  return {};
}

Json QuestionOf(const std::string& principal) {
  Json question = Json::MakeObject();
  question.Set("principal", Json::String(principal));
  return question;
}

// What `other` asked about and `verdicts` lack is asked as well: a wide resource of the one may
// hold a narrow one of the other.
Result<void> AskMissing(AskedState& state, const std::string& principal, const Verdicts& other,
                        Verdicts* verdicts) {
  Json question = QuestionOf(principal);
  Json& list = question.Set("questions", Json::MakeArray());
  for (const auto& [asked, decision] : other) {
    if (verdicts->contains(asked)) continue;
    Json one = Json::MakeObject();
    one.Set("action", Json::String(asked.first));
    one.Set("resource", Json::String(asked.second));
    list.Append(std::move(one));
  }
  return list.items().empty() ? Result<void>() : Ask(state, question, verdicts);
}

std::string DecisionIn(const Verdicts& verdicts, const Asked& asked) {
  const auto found = verdicts.find(asked);
  return found == verdicts.end() ? "denied" : found->second;
}

void Compare(const std::string& principal, const Verdicts& before, const Verdicts& after,
             std::vector<Change>* changes) {
  Verdicts all = before;
  all.insert(after.begin(), after.end());
  for (const auto& [asked, unused] : all) {
    const std::string was = DecisionIn(before, asked);
    const std::string is = DecisionIn(after, asked);
    if (was != is) changes->push_back({principal, asked.first, asked.second, was, is});
  }
}

}  // namespace

Result<std::vector<Change>> Difference(AskedState& before, AskedState& after) {
  ASSIGN_OR_RETURN(const std::set<std::string> were, PrincipalsIn(before));
  ASSIGN_OR_RETURN(const std::set<std::string> are, PrincipalsIn(after));
  std::set<std::string> all = were;
  all.insert(are.begin(), are.end());
  std::vector<Change> changes;
  for (const std::string& principal : all) {
    const bool was = were.contains(principal);
    const bool is = are.contains(principal);
    Verdicts old_verdicts;
    Verdicts new_verdicts;
    if (was) RETURN_IF_ERROR(Ask(before, QuestionOf(principal), &old_verdicts));
    if (is) RETURN_IF_ERROR(Ask(after, QuestionOf(principal), &new_verdicts));
    if (was) RETURN_IF_ERROR(AskMissing(before, principal, new_verdicts, &old_verdicts));
    if (is) RETURN_IF_ERROR(AskMissing(after, principal, old_verdicts, &new_verdicts));
    Compare(principal, old_verdicts, new_verdicts, &changes);
  }
  return changes;
}

}  // namespace simulator
