// Explanations as text and JSON.
#include "policy_engine/explain.h"

namespace policy_engine {

namespace {

const char* ResultName(StatementResult result) {
  switch (result) {
    case StatementResult::kMatched:
      return "matched";
    case StatementResult::kAction:
      return "action";
    case StatementResult::kResource:
      return "resource";
    case StatementResult::kPrincipal:
      return "principal";
    case StatementResult::kCondition:
      break;
  }
  return "condition";
}

Json TextList(const std::vector<std::string>& texts) {
  Json list = Json::MakeArray();
  for (const std::string& text : texts) list.Append(Json::String(text));
  return list;
}

Json Place(LineColumn at) {
  Json place = Json::MakeObject();
  place.Set("line", Json::Number(int64_t{at.line}));
  place.Set("column", Json::Number(int64_t{at.column}));
  return place;
}

Json StatementJson(const StatementTrace& trace) {
  Json json = Json::MakeObject();
  json.Set("index", Json::Number(static_cast<int64_t>(trace.index)));
  if (!trace.sid.empty()) json.Set("sid", Json::String(trace.sid));
  json.Set("effect", Json::String(trace.effect == Effect::kAllow ? "Allow" : "Deny"));
  const bool matched = trace.result == StatementResult::kMatched;
  json.Set("matched", Json::Bool(matched));
  if (!matched) {
    json.Set("failedElement", Json::String(ResultName(trace.result)));
    if (trace.result == StatementResult::kCondition) {
      json.Set("operator", Json::String(trace.condition_operator));
      json.Set("key", Json::String(trace.condition_key));
    }
    json.Set("wanted", TextList(trace.wanted));
    json.Set("got", trace.got_present ? TextList(trace.got) : Json());
  }
  json.Set("reason", Json::String(trace.reason));
  json.Set("begin", Place(trace.begin));
  json.Set("end", Place(trace.end));
  return json;
}

Json PolicyJson(const PolicyTrace& trace) {
  Json json = Json::MakeObject();
  json.Set("layer", Json::String(std::string(LayerName(trace.layer))));
  json.Set("level", Json::Number(static_cast<int64_t>(trace.level)));
  json.Set("source", Json::String(trace.source));
  Json statements = Json::MakeArray();
  for (const StatementTrace& statement : trace.statements) {
    statements.Append(StatementJson(statement));
  }
  json.Set("statements", std::move(statements));
  return json;
}

Json LayerJson(const LayerTrace& trace) {
  Json json = Json::MakeObject();
  json.Set("layer", Json::String(std::string(LayerName(trace.layer))));
  json.Set("level", Json::Number(static_cast<int64_t>(trace.level)));
  json.Set("applies", Json::Bool(trace.applies));
  json.Set("allows", Json::Bool(trace.allows));
  json.Set("denies", Json::Bool(trace.denies));
  if (!trace.note.empty()) json.Set("note", Json::String(trace.note));
  return json;
}

const char* Answer(const LayerTrace& layer) {
  if (!layer.applies) return "not judged";
  if (layer.denies) return "denies";
  return layer.allows ? "allows" : "doesn't allow";
}

bool IsLeveled(Layer layer) {
  return layer == Layer::kResourceControl || layer == Layer::kServiceControl ||
         layer == Layer::kBoundary || layer == Layer::kScope;
}

std::string LayerTitle(Layer layer, size_t level) {
  std::string title(LayerName(layer));
  if (IsLeveled(layer)) title += "[" + std::to_string(level) + "]";
  return title;
}

// As people call it: a role's resource-based policy is its trust policy.
std::string TitleInText(const Explanation& explanation, Layer layer, size_t level) {
  if (layer == Layer::kResource && explanation.resource_policy_is_trust) return "trustPolicy";
  return LayerTitle(layer, level);
}

void AppendLayer(const Explanation& explanation, const LayerTrace& layer, std::string* text) {
  *text += "\n" + TitleInText(explanation, layer.layer, layer.level) + ": " + Answer(layer);
  if (!layer.note.empty()) *text += " (" + layer.note + ")";
  *text += "\n";
  for (const PolicyTrace& policy : explanation.policies) {
    if (policy.layer != layer.layer || policy.level != layer.level) continue;
    *text += "  " + (policy.source.empty() ? "(unnamed policy)" : policy.source) + "\n";
    for (const StatementTrace& statement : policy.statements) {
      *text += "    " + std::to_string(statement.begin.line) + ":" +
               std::to_string(statement.begin.column) + " ";
      *text += statement.effect == Effect::kAllow ? "Allow" : "Deny";
      if (!statement.sid.empty()) *text += " " + statement.sid;
      *text += ": " + statement.reason + "\n";
    }
  }
}

}  // namespace

std::string Explanation::ToText() const {
  std::string text(OutcomeName(decision.outcome));
  text += ": " + principal + " " + action + " on " + resource + "\n";
  text += "decided by: " + TitleInText(*this, decision.layer, decision.level) + "\n";
  if (!denial_message.empty()) text += "AWS would say: " + denial_message + "\n";
  for (const std::string& change : changes) text += "to change it: " + change + "\n";
  text += "how sure: " + std::string(CertaintyName(certainty));
  text += " (section " + certainty_section + ": " + certainty_note + ")";
  text += "\n";
  for (const LayerTrace& layer : layers) AppendLayer(*this, layer, &text);
  return text;
}

Json Explanation::ToJson() const {
  Json json = Json::MakeObject();
  json.Set("decision", Json::String(std::string(OutcomeName(decision.outcome))));
  json.Set("policyType", Json::String(std::string(LayerName(decision.layer))));
  if (IsLeveled(decision.layer)) json.Set("level", Json::Number(int64_t{decision.level}));
  json.Set("side", Json::String(decision.resource_side ? "resource" : "caller"));
  json.Set("principal", Json::String(principal));
  json.Set("action", Json::String(action));
  json.Set("resource", Json::String(resource));
  json.Set("principalAccount", Json::String(principal_account));
  json.Set("resourceAccount", Json::String(resource_account));
  json.Set("message", Json::String(denial_message));
  json.Set("changes", TextList(changes));
  Json lacks = Json::MakeArray();
  for (const LayerTrace& lack : lacking) {
    lacks.Append(Json::String(LayerTitle(lack.layer, lack.level)));
  }
  json.Set("lacking", std::move(lacks));
  json.Set("certainty", Json::String(std::string(CertaintyName(certainty))));
  json.Set("certaintySection", Json::String(certainty_section));
  json.Set("certaintyNote", Json::String(certainty_note));
  Json layer_list = Json::MakeArray();
  for (const LayerTrace& layer : layers) layer_list.Append(LayerJson(layer));
  json.Set("layers", std::move(layer_list));
  Json policy_list = Json::MakeArray();
  for (const PolicyTrace& policy : policies) policy_list.Append(PolicyJson(policy));
  json.Set("policies", std::move(policy_list));
  return json;
}

}  // namespace policy_engine
