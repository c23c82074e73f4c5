#include "simulator/client/parameters.h"

#include "simulator/scenario/document.h"
#include "simulator/scenario/made_value.h"
#include "simulator/scenario/nearest_name.h"

namespace simulator {
namespace {

using mockaws::Shape;

// Walks the value beside its shape. Notes every fault and goes on.
class Encoder {
 public:
  Encoder(const mockaws::ServiceModel& service, const mockaws::OperationModel& operation,
          const Variables* variables)
      : service_(service), operation_(operation), variables_(variables) {}

  SourceResult<mockaws::QueryParameters> Encode(const YamlPointer& with) {
    if (with != nullptr && !with->is_null()) {
      static const Shape& nothing = *new Shape{.kind = Shape::Kind::kStructure};
      const Shape& input = operation_.input == nullptr ? nothing : *operation_.input;
      EncodeStructure(input, operation_.name, "", *with);
    }
    if (!issues_.empty()) return std::move(issues_);
    return std::move(parameters_);
  }

 private:
  void Note(const SourcePlace& place, std::string message) {
    issues_.push_back({place, std::move(message)});
  }
  void Put(const std::string& name, std::string value) {
    parameters_.emplace_back(name, std::move(value));
  }

  void EncodeStructure(const Shape& shape, const std::string& what, const std::string& prefix,
                       const YamlNode& node) {
    if (!node.is_map()) {
      Note(node.place, what + " takes a mapping of members, not " + std::string(node.KindName()));
      return;
    }
    for (const YamlMember& member : node.members) {
      const mockaws::ShapeMember* known = shape.FindMember(member.key);
      if (known == nullptr) {
        NoteUnknown(shape, what, member);
        continue;
      }
      const std::string name = prefix.empty() ? member.key : prefix + "." + member.key;
      EncodeValue(*known->shape, member.key, name, member.value);
    }
  }

  void NoteUnknown(const Shape& shape, const std::string& what, const YamlMember& member) {
    std::vector<std::string> names;
    std::string all;
    for (const mockaws::ShapeMember& known : shape.members) {
      names.push_back(known.name);
      all += (all.empty() ? "" : ", ") + known.name;
    }
    const std::string hint = DidYouMean(member.key, names);
    std::string allowed = all.empty() ? "; it has none" : "; it has " + all;
    Note(member.key_place,
         what + " has no member \"" + member.key + "\"" + (hint.empty() ? allowed : hint));
  }

  // `member` is the nearest structure member's name: it tells policy documents.
  void EncodeValue(const Shape& shape, const std::string& member, const std::string& name,
                   const YamlPointer& node) {
    if (node->is_null()) {
      Note(node->place, member + " needs a value; write \"\" for an empty text");
      return;
    }
    switch (shape.kind) {
      case Shape::Kind::kStructure:
        EncodeStructure(shape, member, name, *node);
        return;
      case Shape::Kind::kList:
        EncodeList(shape, member, name, *node);
        return;
      case Shape::Kind::kMap:
        EncodeMap(shape, member, name, *node);
        return;
      default:
        EncodeScalar(member, name, node);
    }
  }

  void EncodeList(const Shape& shape, const std::string& member, const std::string& name,
                  const YamlNode& node) {
    if (!node.is_list()) {
      Note(node.place, member + " takes a list, not " + std::string(node.KindName()));
      return;
    }
    // As AWS's own clients send it.
    if (node.items.empty()) Put(name, "");
    for (size_t i = 0; i < node.items.size(); ++i) {
      EncodeValue(*shape.element, member, name + ".member." + std::to_string(i + 1), node.items[i]);
    }
  }

  void EncodeMap(const Shape& shape, const std::string& member, const std::string& name,
                 const YamlNode& node) {
    if (!node.is_map()) {
      Note(node.place, member + " takes a mapping, not " + std::string(node.KindName()));
      return;
    }
    for (size_t i = 0; i < node.members.size(); ++i) {
      const YamlMember& entry = node.members[i];
      const std::string prefix = name + ".entry." + std::to_string(i + 1);
      Put(prefix + ".key", Expand(Text{entry.key, entry.key_place}));
      EncodeValue(*shape.element, member, prefix + ".value", entry.value);
    }
  }

  void EncodeScalar(const std::string& member, const std::string& name, const YamlPointer& node) {
    if (IsDocumentParameter(member)) {
      EncodeDocument(name, node);
    } else if (node->is_text()) {
      Put(name, Expand(Text{node->text, node->place}));
    } else if (IsMadeValue(*node)) {
      LoadMadeValue(*node, &issues_);
    } else {
      Note(node->place, member + " takes text, not " + std::string(node->KindName()));
    }
  }

  void EncodeDocument(const std::string& name, const YamlPointer& node) {
    auto document = ReadDocument(node, DirectoryOf(node->place.file ? *node->place.file : ""));
    if (!document.ok()) {
      issues_.insert(issues_.end(), document.error().begin(), document.error().end());
      return;
    }
    if (variables_ == nullptr) return;
    // STS counts the white space of session policies.
    const auto style = service_.name == "sts" ? DocumentStyle::kCompact : DocumentStyle::kIndented;
    auto text = RenderDocument(*document, *variables_, style);
    if (text.ok()) {
      Put(name, std::move(text).value());
    } else {
      issues_.insert(issues_.end(), text.error().begin(), text.error().end());
    }
  }

  std::string Expand(const Text& text) {
    if (variables_ == nullptr) return text.value;
    auto expanded = variables_->Expand(text);
    if (expanded.ok()) return std::move(expanded).value();
    issues_.insert(issues_.end(), expanded.error().begin(), expanded.error().end());
    return "";
  }

  const mockaws::ServiceModel& service_;
  const mockaws::OperationModel& operation_;
  const Variables* variables_;
  mockaws::QueryParameters parameters_;
  SourceIssues issues_;
};

}  // namespace

const mockaws::ServiceModel& ModelOf(std::string_view service) {
  CHECK(service == "iam" || service == "sts", "ModelOf: no such service");
  return service == "iam" ? mockaws::IamModel() : mockaws::StsModel();
}

SourceResult<mockaws::QueryParameters> EncodeParameters(const mockaws::ServiceModel& service,
                                                        const mockaws::OperationModel& operation,
                                                        const YamlPointer& with,
                                                        const Variables* variables) {
  return Encoder(service, operation, variables).Encode(with);
}

namespace {

void CheckCallsOf(const std::vector<Step>& steps, SourceIssues* issues) {
  for (const Step& step : steps) {
    const auto* call = std::get_if<CallStep>(&step.action);
    if (call == nullptr) continue;
    const mockaws::ServiceModel& service = ModelOf(call->service);
    const mockaws::OperationModel* operation = service.Find(call->operation);
    if (operation == nullptr) {
      std::vector<std::string> names;
      for (const auto& [name, model] : service.operations) names.push_back(name);
      issues->push_back({call->call.place, call->service + " has no operation \"" +
                                               call->operation + "\"" +
                                               DidYouMean(call->operation, names)});
      continue;
    }
    const auto encoded = EncodeParameters(service, *operation, call->with, nullptr);
    if (!encoded.ok()) {
      issues->insert(issues->end(), encoded.error().begin(), encoded.error().end());
    }
  }
}

}  // namespace

void CheckCalls(const Scenario& scenario, SourceIssues* issues) {
  CheckCallsOf(scenario.steps, issues);
  if (scenario.practice) CheckCallsOf(scenario.practice->steps, issues);
}

}  // namespace simulator
