#include "mockaws/model/service_model.h"

#include <algorithm>

#include "policy_engine/base/json.h"
#include "policy_engine/check.h"

// The bytes of data/iam_sts_model.json and data/iam_sts_recorded.json.
extern "C" {
extern const unsigned char iam_sts_model[];
extern const unsigned char iam_sts_model_end[];
extern const unsigned char iam_sts_recorded[];
extern const unsigned char iam_sts_recorded_end[];
}

namespace mockaws {
namespace {

using policy_engine::Json;

Json ParseEmbedded(const unsigned char* begin, const unsigned char* end) {
  const std::string_view text(reinterpret_cast<const char*>(begin),
                              static_cast<size_t>(end - begin));
  auto parsed = policy_engine::ParseJson(text);
  CHECK(parsed.ok(), "an embedded table is no JSON");
  return std::move(parsed).value();
}

const Json& Get(const Json& object, std::string_view key) {
  const Json* member = object.Find(key);
  CHECK(member != nullptr, "an embedded table lacks a member");
  return *member;
}

std::string TextOr(const Json& object, std::string_view key, const std::string& otherwise) {
  const Json* member = object.Find(key);
  return member != nullptr ? member->AsString() : otherwise;
}

bool BoolOr(const Json& object, std::string_view key, bool otherwise) {
  const Json* member = object.Find(key);
  return member != nullptr ? member->AsBool() : otherwise;
}

std::optional<int64_t> OptionalInt(const Json& object, std::string_view key) {
  const Json* member = object.Find(key);
  if (member == nullptr) return std::nullopt;
  int64_t number = 0;
  CHECK(member->AsInt64(&number), "an embedded table holds no integer");
  return number;
}

// A list of strings; a single string is a list of one, an absent member an empty one.
std::vector<std::string> Texts(const Json* list) {
  std::vector<std::string> texts;
  if (list == nullptr) return texts;
  if (list->is_string()) return {list->AsString()};
  for (const Json& item : list->items()) texts.push_back(item.AsString());
  return texts;
}

Shape::Kind KindOf(std::string_view type) {
  if (type == "structure") return Shape::Kind::kStructure;
  if (type == "list") return Shape::Kind::kList;
  if (type == "map") return Shape::Kind::kMap;
  if (type == "string") return Shape::Kind::kString;
  if (type == "integer") return Shape::Kind::kInteger;
  if (type == "boolean") return Shape::Kind::kBoolean;
  if (type == "timestamp") return Shape::Kind::kTimestamp;
  CHECK(type == "blob", "a shape of unknown type");
  return Shape::Kind::kBlob;
}

// What holds for one shape apart from its references to others.
void ReadAttributes(const Json& json, Shape* shape) {
  shape->kind = KindOf(Get(json, "type").AsString());
  shape->min = OptionalInt(json, "min");
  shape->max = OptionalInt(json, "max");
  shape->pattern = TextOr(json, "pattern", "");
  shape->enum_values = Texts(json.Find("enum"));
  shape->sensitive = BoolOr(json, "sensitive", false);
}

void ReadReferences(const Json& json, ServiceModel* service, Shape* shape) {
  const auto find = [service](const Json& name) {
    const auto found = service->shapes.find(name.AsString());
    CHECK(found != service->shapes.end(), "a shape names an unknown one");
    return &found->second;
  };
  if (shape->kind == Shape::Kind::kList) shape->element = find(Get(json, "member"));
  if (shape->kind == Shape::Kind::kMap) {
    shape->key = find(Get(json, "key"));
    shape->element = find(Get(json, "value"));
  }
  if (shape->kind != Shape::Kind::kStructure) return;
  const std::vector<std::string> required = Texts(json.Find("required"));
  for (const Json::Member& member : Get(json, "members").members()) {
    const bool is_required =
        std::find(required.begin(), required.end(), member.key) != required.end();
    shape->members.push_back({member.key, find(member.value), is_required});
  }
}

// What recordings add to or change in a shape.
void ReadRecorded(const Json& json, Shape* shape) {
  if (json.Find("max") != nullptr) shape->max = OptionalInt(json, "max");
  shape->pattern = TextOr(json, "pattern", shape->pattern);
  if (const Json* values = json.Find("enum")) shape->enum_values = Texts(values);
  shape->length_first = BoolOr(json, "lengthFirst", false);
  shape->names_null = BoolOr(json, "namesNull", false);
  shape->echo = BoolOr(json, "echo", true);
  shape->refusal = TextOr(json, "refusal", "");
  for (const std::string& name : Texts(json.Find("faultOrder"))) {
    const ShapeMember* member = shape->FindMember(name);
    CHECK(member != nullptr, "faultOrder names an unknown member");
    shape->fault_order.push_back(member);
  }
}

// What follows from the rest.
void Complete(Shape* shape) {
  if (!shape->pattern.empty()) {
    shape->regex = std::make_unique<policy_engine::Regex>(shape->pattern);
  }
  if (!shape->fault_order.empty()) {
    CHECK(shape->fault_order.size() == shape->members.size(), "faultOrder must name all members");
    return;
  }
  for (const ShapeMember& member : shape->members) shape->fault_order.push_back(&member);
}

void ReadShapes(const Json& json, const Json& recorded, ServiceModel* service) {
  for (const Json::Member& member : json.members()) {
    Shape& shape = service->shapes[member.key];
    shape.name = member.key;
    ReadAttributes(member.value, &shape);
  }
  for (const Json::Member& member : json.members()) {
    ReadReferences(member.value, service, &service->shapes[member.key]);
  }
  for (const Json::Member& member : recorded.members()) {
    const auto found = service->shapes.find(member.key);
    CHECK(found != service->shapes.end(), "a recorded attribute of an unknown shape");
    ReadRecorded(member.value, &found->second);
  }
  for (auto& [name, shape] : service->shapes) Complete(&shape);
}

OperationModel ReadOperation(const std::string& name, const Json& json,
                             const ServiceModel& service) {
  OperationModel operation;
  operation.name = name;
  if (const Json* input = json.Find("input")) {
    operation.input = &service.shapes.find(input->AsString())->second;
  }
  if (const Json* output = json.Find("output")) {
    operation.output = &service.shapes.find(output->AsString())->second;
  }
  operation.errors = Texts(json.Find("errors"));
  if (const Json* paginate = json.Find("paginate")) {
    operation.paginate = Pagination{Texts(paginate->Find("result_key"))};
  }
  return operation;
}

void ReadErrors(const Json& json, ServiceModel* service) {
  for (const Json::Member& member : json.members()) {
    ModelledError& error = service->errors[member.key];
    error.code = Get(member.value, "code").AsString();
    error.status = static_cast<int>(*OptionalInt(member.value, "http"));
    error.sender = Get(member.value, "fault").AsString() == "Sender";
  }
}

void ReadService(const Json& json, const Json& recorded, ServiceModel* service) {
  service->name = Get(json, "signingName").AsString();
  service->api_version = Get(json, "apiVersion").AsString();
  service->xml_namespace = Get(json, "xmlNamespace").AsString();
  ReadShapes(Get(json, "shapes"), recorded, service);
  ReadErrors(Get(json, "errors"), service);
  for (const Json::Member& member : Get(json, "operations").members()) {
    service->operations.emplace(member.key, ReadOperation(member.key, member.value, *service));
  }
}

struct Models {
  ServiceModel iam;
  ServiceModel sts;
};

const Models& Load() {
  static const Models* const kModels = [] {
    const Json model = ParseEmbedded(iam_sts_model, iam_sts_model_end);
    const Json recorded = ParseEmbedded(iam_sts_recorded, iam_sts_recorded_end);
    auto* models = new Models();  // lives as long as the program
    ReadService(Get(model, "iam"), Get(recorded, "iam"), &models->iam);
    ReadService(Get(model, "sts"), Get(recorded, "sts"), &models->sts);
    return models;
  }();
  return *kModels;
}

}  // namespace

const ShapeMember* Shape::FindMember(std::string_view member) const {
  for (const ShapeMember& candidate : members) {
    if (candidate.name == member) return &candidate;
  }
  return nullptr;
}

const OperationModel* ServiceModel::Find(std::string_view operation) const {
  const auto found = operations.find(operation);
  return found != operations.end() ? &found->second : nullptr;
}

const ServiceModel& IamModel() { return Load().iam; }

const ServiceModel& StsModel() { return Load().sts; }

const ServiceModel* ModelByVersion(std::string_view api_version) {
  for (const ServiceModel* model : {&IamModel(), &StsModel()}) {
    if (model->api_version == api_version) return model;
  }
  return nullptr;
}

}  // namespace mockaws
