#include "mockaws/model/render.h"

#include <cstring>

#include "mockaws/crypto/encoding.h"
#include "mockaws/wire/xml.h"
#include "policy_engine/check.h"

namespace mockaws {
namespace {

constexpr size_t kUsualBodyBytes = 1020;

// Writes elements, two spaces of indentation a level, each on its own line or lines.
class XmlWriter {
 public:
  XmlWriter() : body_(kUsualBodyBytes, '\0') {}

  void Open(std::string_view name, std::string_view xml_namespace = {}) {
    Indent();
    if (xml_namespace.empty()) {
      Add("<", name, ">\n");
    } else {
      Add("<", name, " xmlns=\"", xml_namespace, "\">\n");
    }
    ++depth_;
  }

  void Close(std::string_view name) {
    --depth_;
    Indent();
    Add("</", name, ">\n");
  }

  void Empty(std::string_view name) {
    Indent();
    Add("<", name, "/>\n");
  }

  void Text(std::string_view name, std::string_view text) {
    if (text.empty()) return Empty(name);
    Indent();
    if (IsPlainXmlText(text)) return Add("<", name, ">", text, "</", name, ">\n");
    std::string escaped;
    AppendXmlText(text, &escaped);
    Add("<", name, ">", escaped, "</", name, ">\n");
  }

  std::string Take() {
    body_.resize(size_);
    return std::move(body_);
  }

 private:
  void Indent() { std::memset(Room(2 * depth_), ' ', 2 * depth_); }

  template <typename... Pieces>
  void Add(const Pieces&... pieces) {
    char* at = Room((std::string_view(pieces).size() + ...));
    const auto put = [&at](std::string_view piece) {
      std::memcpy(at, piece.data(), piece.size());
      at += piece.size();
    };
    (put(pieces), ...);
  }

  // Where the next `bytes` go.
  char* Room(size_t bytes) {
    if (size_ + bytes > body_.size()) body_.resize(2 * body_.size() + bytes);
    char* const room = body_.data() + size_;
    size_ += bytes;
    return room;
  }

  std::string body_;  // longer than what is written
  size_t size_ = 0;
  size_t depth_ = 0;
};

void WriteValue(std::string_view name, const Shape& shape, const Value& value, XmlWriter* xml);

void WriteMembers(const Shape& shape, const Value& value, XmlWriter* xml) {
  for (const Value::Member& member : value.members()) {
    if (member.value.is_null()) continue;
    const ShapeMember* known = shape.FindMember(member.name);
    CHECK(known != nullptr, "a result holds a member that the model doesn't know");
    WriteValue(member.name, *known->shape, member.value, xml);
  }
}

void WriteMap(const Shape& shape, const Value& value, XmlWriter* xml) {
  for (const Value::Member& member : value.members()) {
    xml->Open("entry");
    xml->Text("key", member.name);
    WriteValue("value", *shape.element, member.value, xml);
    xml->Close("entry");
  }
}

void WriteContainer(std::string_view name, const Shape& shape, const Value& value, XmlWriter* xml) {
  const bool empty = value.is_list() ? value.items().empty() : value.members().empty();
  if (empty) return xml->Empty(name);
  xml->Open(name);
  if (shape.kind == Shape::Kind::kList) {
    for (const Value& item : value.items()) WriteValue("member", *shape.element, item, xml);
  } else if (shape.kind == Shape::Kind::kMap) {
    WriteMap(shape, value, xml);
  } else {
    WriteMembers(shape, value, xml);
  }
  xml->Close(name);
}

void WriteValue(std::string_view name, const Shape& shape, const Value& value, XmlWriter* xml) {
  switch (shape.kind) {
    case Shape::Kind::kStructure:
    case Shape::Kind::kList:
    case Shape::Kind::kMap:
      return WriteContainer(name, shape, value, xml);
    case Shape::Kind::kBlob:
      return xml->Text(name, Base64Encode(value.AsString()));
    case Shape::Kind::kTimestamp:
      CHECK(value.is_time(), "a timestamp's value is no time");
      return xml->Text(name, value.ScalarText());
    case Shape::Kind::kString:
      if (value.is_string()) return xml->Text(name, value.AsString());
      [[fallthrough]];
    case Shape::Kind::kInteger:
    case Shape::Kind::kBoolean:
      return xml->Text(name, value.ScalarText());
  }
}

}  // namespace

std::string RenderResponse(const ServiceModel& service, const OperationModel& operation,
                           const Value& result, std::string_view request_id) {
  XmlWriter xml;
  const std::string root = operation.name + "Response";
  xml.Open(root, service.xml_namespace);
  if (operation.output != nullptr) {
    static const Value kNothing = Value::MakeStruct();
    WriteContainer(operation.name + "Result", *operation.output,
                   result.is_null() ? kNothing : result, &xml);
  } else {
    CHECK(result.is_null() || result.members().empty(), "the model knows of no result");
  }
  xml.Open("ResponseMetadata");
  xml.Text("RequestId", request_id);
  xml.Close("ResponseMetadata");
  xml.Close(root);
  return xml.Take();
}

std::string RenderError(const ServiceModel& service, const ApiError& error,
                        std::string_view request_id) {
  XmlWriter xml;
  xml.Open("ErrorResponse",
           error.xml_namespace.empty() ? service.xml_namespace : error.xml_namespace);
  xml.Open("Error");
  xml.Text("Type", error.sender ? "Sender" : "Receiver");
  xml.Text("Code", error.code);
  if (!error.message.empty()) xml.Text("Message", error.message);
  xml.Close("Error");
  xml.Text("RequestId", request_id);
  xml.Close("ErrorResponse");
  return xml.Take();
}

}  // namespace mockaws
