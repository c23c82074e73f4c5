#include "simulator/client/api_answer.h"

#include <algorithm>

#include "mockaws/wire/query.h"
#include "mockaws/wire/xml_reader.h"

namespace simulator {
namespace {

using mockaws::Shape;
using mockaws::XmlElement;
using policy_engine::Json;

Json ReadValue(const XmlElement& element, const Shape* shape);

Json ReadStructure(const XmlElement& element, const Shape* shape) {
  Json object = Json::MakeObject();
  for (const XmlElement& child : element.children) {
    const mockaws::ShapeMember* member = shape == nullptr ? nullptr : shape->FindMember(child.name);
    object.Set(child.name, ReadValue(child, member == nullptr ? nullptr : member->shape));
  }
  return object;
}

Json ReadList(const XmlElement& element, const Shape* item_shape) {
  Json list = Json::MakeArray();
  for (const XmlElement& child : element.children) list.Append(ReadValue(child, item_shape));
  return list;
}

Json ReadMap(const XmlElement& element, const Shape* value_shape) {
  Json map = Json::MakeObject();
  for (const XmlElement& entry : element.children) {
    const XmlElement* value = entry.Find("value");
    map.Set(entry.TextOf("key"), value == nullptr ? Json() : ReadValue(*value, value_shape));
  }
  return map;
}

Json ReadUnknown(const XmlElement& element) {
  if (element.children.empty()) return Json::String(element.text);
  const bool list = std::all_of(element.children.begin(), element.children.end(),
                                [](const XmlElement& child) { return child.name == "member"; });
  return list ? ReadList(element, nullptr) : ReadStructure(element, nullptr);
}

bool IsInteger(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && text.size() < 19 && (text[0] != '0' || text.size() == 1) &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Json ReadScalar(const XmlElement& element, const Shape& shape) {
  if (shape.kind == Shape::Kind::kInteger && IsInteger(element.text)) {
    return Json::NumberText(element.text);
  }
  if (shape.kind == Shape::Kind::kBoolean && (element.text == "true" || element.text == "false")) {
    return Json::Bool(element.text == "true");
  }
  if (shape.name == "policyDocumentType") {
    if (auto decoded = mockaws::PercentDecode(element.text)) {
      return Json::String(*std::move(decoded));
    }
  }
  return Json::String(element.text);
}

Json ReadValue(const XmlElement& element, const Shape* shape) {
  if (shape == nullptr) return ReadUnknown(element);
  switch (shape->kind) {
    case Shape::Kind::kStructure:
      return ReadStructure(element, shape);
    case Shape::Kind::kList:
      return ReadList(element, shape->element);
    case Shape::Kind::kMap:
      return ReadMap(element, shape->element);
    default:
      return ReadScalar(element, *shape);
  }
}

void ReadError(const XmlElement& root, ApiAnswer* answer) {
  const XmlElement* error = root.Find("Error");
  // Some errors come as <Response><Errors><Error>.
  if (const XmlElement* errors = root.Find("Errors")) error = errors->Find("Error");
  if (error == nullptr) {
    answer->unreadable = "the error answer has no Error element";
    return;
  }
  answer->error_code = error->TextOf("Code");
  answer->error_message = error->TextOf("Message");
  answer->request_id = root.TextOf("RequestId");
}

}  // namespace

ApiAnswer ReadAnswer(const mockaws::OperationModel& operation,
                     const mockaws::HttpResponse& response) {
  ApiAnswer answer;
  answer.status = response.status;
  if (const std::string* id = response.Find("x-iamsim-decision")) answer.decision_id = *id;
  const auto root = mockaws::ParseXml(response.body);
  if (!root.ok()) {
    answer.unreadable = response.body.empty() ? "the answer has no body" : root.error().message;
    return answer;
  }
  if (answer.status < 200 || answer.status >= 300) {
    ReadError(*root, &answer);
    return answer;
  }
  if (const XmlElement* metadata = root->Find("ResponseMetadata")) {
    answer.request_id = metadata->TextOf("RequestId");
  }
  if (const XmlElement* result = root->Find(operation.name + "Result")) {
    answer.result = ReadStructure(*result, operation.output);
  } else if (operation.output != nullptr) {
    answer.unreadable = "the answer has no " + operation.name + "Result element";
  }
  return answer;
}

}  // namespace simulator
