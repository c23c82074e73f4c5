#include "simulator/report/html_document.h"

#include "simulator/report/html.h"
#include "simulator/report/markup.h"
#include "simulator/report/step_words.h"

namespace simulator {
namespace {

using policy_engine::Json;

// AWS's largest managed policies would drown everything else.
constexpr size_t kLinesMax = 60;
constexpr size_t kBytesMax = 8'000;

std::string CutLines(std::string text) {
  size_t lines = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\n') ++lines;
    if (lines < kLinesMax && i < kBytesMax) continue;
    size_t rest = 1;
    for (size_t j = i + 1; j < text.size(); ++j) rest += text[j] == '\n' ? 1 : 0;
    text.resize(i);
    return text + "\n… " + Counted(rest, "further line");
  }
  return text;
}

std::string CssClass(StatementShown shown) {
  switch (shown) {
    case StatementShown::kAllows:
      return "allows";
    case StatementShown::kDenies:
      return "denies";
    case StatementShown::kNear:
      return "near";
    case StatementShown::kOther:
      break;
  }
  return "other";
}

// `{"Sid": "Others", "Effect": "Allow", …}`.
std::string OneLineOf(const Json& statement) {
  std::string text = "{";
  for (const char* member : {"Sid", "Effect", "Action", "NotAction"}) {
    if (const Json* value = statement.Find(member)) {
      text += "\"" + std::string(member) + "\": " + Shortened(value->Dump(), 60) + ", ";
    }
  }
  return text + "…}";
}

std::string StatementHtml(const Json& statement, StatementShown shown, bool alone) {
  const bool whole = alone || shown != StatementShown::kOther;
  const std::string text = whole ? CutLines(statement.Dump(2)) : OneLineOf(statement);
  std::string indented = Indent(text, "    ");
  if (indented.ends_with('\n')) indented.pop_back();
  return shown == StatementShown::kOther
             ? EscapeMarkup(indented)
             : TextElement("mark", {{"class", CssClass(shown)}}, indented);
}

// A text that holds a JSON object or list, as policy documents in answers do.
Json Unfolded(const Json& value) {
  if (value.is_string()) {
    const std::string& text = value.AsString();
    if (text.starts_with("{") || text.starts_with("[")) {
      auto parsed = policy_engine::ParseJson(text);
      if (parsed.ok()) return std::move(parsed).value();
    }
    return value;
  }
  if (value.is_array()) {
    Json list = Json::MakeArray();
    for (const Json& item : value.items()) list.Append(Unfolded(item));
    return list;
  }
  if (!value.is_object()) return value;
  Json object = Json::MakeObject();
  for (const Json::Member& member : value.members()) object.Set(member.key, Unfolded(member.value));
  return object;
}

}  // namespace

std::string DocumentHtml(const std::string& text, const std::vector<StatementShown>& statements) {
  if (text.empty()) return "";
  const auto document = policy_engine::ParseJson(text);
  const Json* list = document.ok() ? document->Find("Statement") : nullptr;
  if (list == nullptr) return TextElement("pre", {{"class", "document"}}, CutLines(text));
  const bool single = !list->is_array();
  const Json::Array only = single ? Json::Array{*list} : list->items();
  std::string markup = "{\n";
  for (const Json::Member& member : document->members()) {
    if (member.key == "Statement") continue;
    markup +=
        EscapeMarkup("  " + Json::String(member.key).Dump() + ": " + member.value.Dump()) + ",\n";
  }
  markup += "  &quot;Statement&quot;: [\n";
  for (size_t i = 0; i < only.size(); ++i) {
    const StatementShown shown = i < statements.size() ? statements[i] : StatementShown::kOther;
    markup +=
        StatementHtml(only[i], shown, only.size() == 1) + (i + 1 < only.size() ? ",\n" : "\n");
  }
  return Element("pre", {{"class", "document"}}, markup + "  ]\n}");
}

std::string ValueHtml(std::string_view text) {
  if (text.starts_with("{")) {
    const auto parsed = policy_engine::ParseJson(text);
    if (parsed.ok()) return ValueHtml(*parsed);
  }
  return TextElement("code", {}, Shortened(text, kBytesMax));
}

std::string ValueHtml(const Json& value) {
  return TextElement("pre", {}, CutLines(Unfolded(value).Dump(2)));
}

}  // namespace simulator
