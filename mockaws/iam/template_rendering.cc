#include "mockaws/iam/template_rendering.h"

#include <map>

#include "policy_engine/base/json.h"

namespace mockaws {
namespace {

using policy_engine::Json;
using Values = std::map<std::string, std::vector<std::string>, std::less<>>;

bool IsList(const RoleTemplateParameter& parameter) { return parameter.type.ends_with("List"); }

const RoleTemplateParameter* FindParameter(const RoleTemplateVersion& version,
                                           std::string_view name) {
  for (const RoleTemplateParameter& parameter : version.parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

ApiResult<Values> GivenValues(const RoleTemplateVersion& version, const Value& input) {
  Values values;
  const Value* given = input.Find("ReplacementValues");
  if (given == nullptr || !given->is_struct()) return values;
  for (const Value::Member& member : given->members()) {
    const RoleTemplateParameter* parameter = FindParameter(version, member.name);
    if (parameter == nullptr) {
      return InvalidInput("Failed to render template: Unrecognized parameter: " + member.name);
    }
    std::vector<std::string> texts;
    for (const Value& text : member.value.ListOf("Values")) texts.push_back(text.AsString());
    if (!IsList(*parameter) && texts.size() != 1) {
      return ValidationError(member.name +
                             " replacement value must contain exactly one value, got " +
                             std::to_string(texts.size()));
    }
    values[member.name] = std::move(texts);
  }
  return values;
}

ApiResult<Values> AllValues(const RoleTemplateVersion& version, const Value& input) {
  ASSIGN_OR_RETURN(Values values, GivenValues(version, input));
  for (const RoleTemplateParameter& parameter : version.parameters) {
    if (values.count(parameter.name) != 0) continue;
    if (parameter.default_value.empty()) {
      return InvalidInput("Failed to render template: Parameter '" + parameter.name +
                          "' not found.");
    }
    values[parameter.name] = {parameter.default_value};
  }
  return values;
}

void ReplaceAll(std::string* text, const std::string& what, const std::string& with) {
  for (size_t at = text->find(what); at != std::string::npos;
       at = text->find(what, at + with.size())) {
    text->replace(at, what.size(), with);
  }
}

std::string Joined(const std::vector<std::string>& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined;
}

std::string RenderText(std::string text, const Values& values) {
  for (const auto& [name, texts] : values) ReplaceAll(&text, "@{" + name + "}", Joined(texts));
  return text;
}

// Values are JSON-escaped, so that none of them can break out of its string.
std::string RenderDocument(std::string text, const RoleTemplateVersion& version,
                           const Values& values) {
  for (const auto& [name, texts] : values) {
    if (IsList(*FindParameter(version, name))) {
      Json list = Json::MakeArray();
      for (const std::string& item : texts) list.Append(Json::String(item));
      ReplaceAll(&text, "\"@{" + name + "}\"", list.Dump());
    } else {
      const std::string quoted = Json::String(texts.front()).Dump();
      ReplaceAll(&text, "@{" + name + "}", quoted.substr(1, quoted.size() - 2));
    }
  }
  return text;
}

}  // namespace

ApiResult<RenderedTemplate> RenderTemplate(const RoleTemplate& source,
                                           const RoleTemplateVersion& version, const Value& input) {
  ASSIGN_OR_RETURN(const Values values, AllValues(version, input));
  RenderedTemplate rendered;
  rendered.role_name = values.find("RoleName")->second.front();
  rendered.path = RenderText(version.role_path, values);
  rendered.description = RenderText(version.role_description, values);
  rendered.trust = RenderDocument(version.trust, version, values);
  for (const auto& [name, document] : version.inline_policies) {
    rendered.inline_policies.emplace_back(RenderText(name, values),
                                          RenderDocument(document, version, values));
  }
  for (const auto& [key, value] : version.tags) {
    rendered.tags.push_back({RenderText(key, values), RenderText(value, values)});
  }
  rendered.inputs = source.arn + " " + std::to_string(version.minor);
  for (const auto& [name, texts] : values) {
    Json list = Json::MakeArray();
    for (const std::string& text : texts) list.Append(Json::String(text));
    rendered.inputs += " " + name + "=" + list.Dump();
  }
  return rendered;
}

}  // namespace mockaws
