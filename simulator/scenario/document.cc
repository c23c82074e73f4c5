#include "simulator/scenario/document.h"

#include "policy_engine/base/json.h"

namespace simulator {
namespace {

using policy_engine::Json;

constexpr size_t kDocumentBytesMax = 1u << 20;

SourceResult<Json> ToJson(const YamlNode& node) {
  switch (node.kind) {
    case YamlNode::Kind::kText:
      return Json::String(node.text);
    case YamlNode::Kind::kList: {
      Json list = Json::MakeArray();
      for (const YamlPointer& item : node.items) {
        ASSIGN_OR_RETURN(Json value, ToJson(*item));
        list.Append(std::move(value));
      }
      return list;
    }
    case YamlNode::Kind::kMap: {
      Json map = Json::MakeObject();
      for (const YamlMember& member : node.members) {
        ASSIGN_OR_RETURN(Json value, ToJson(*member.value));
        map.Set(member.key, std::move(value));
      }
      return map;
    }
    case YamlNode::Kind::kNull:
      break;
  }
  return SourceIssues{{node.place,
                       "a policy document holds texts only, not null; quote it, or give the whole "
                       "document as a block text"}};
}

}  // namespace

bool IsDocumentParameter(std::string_view parameter) {
  return parameter == "Policy" || parameter == "ResourcePolicy" ||
         parameter.ends_with("PolicyDocument") || parameter.ends_with("PolicyInputList");
}

std::string DirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "" : path.substr(0, slash + 1);
}

SourceResult<Document> ReadDocument(const YamlPointer& node, const std::string& directory) {
  if (node->is_null()) {
    return SourceIssues{
        {node->place, "a policy document is missing: give a mapping, a text, or {file: PATH}"}};
  }
  if (node->is_text()) return Document{nullptr, node->text, node->place};
  const YamlNode* file = node->members.size() == 1 ? node->Find("file") : nullptr;
  if (file == nullptr) return Document{node, "", node->place};
  if (!file->is_text() || file->text.empty()) {
    return SourceIssues{{file->place, "\"file\" takes a path"}};
  }
  const bool absolute = file->text.starts_with('/');
  const std::string path = absolute ? file->text : directory + file->text;
  auto text = ReadFile(path, kDocumentBytesMax);
  if (!text.ok()) return SourceIssues{{file->place, path + ": " + text.error().message}};
  return Document{nullptr, std::move(text).value(), node->place, path};
}

SourceResult<std::string> RenderDocument(const Document& document, const Variables& variables,
                                         DocumentStyle style) {
  if (document.tree == nullptr) {
    if (SoleReference(document.text)) return variables.Expand(Text{document.text, document.place});
    return document.text;
  }
  ASSIGN_OR_RETURN(const YamlPointer expanded, variables.Expand(document.tree));
  ASSIGN_OR_RETURN(const Json json, ToJson(*expanded));
  return json.Dump(style == DocumentStyle::kIndented ? 2 : -1);
}

}  // namespace simulator
