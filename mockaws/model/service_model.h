// The API model: every operation of IAM and STS with its members, constraints and errors, read
// from data/iam_sts_model.json. Input validation and XML rendering are driven by it.
//
// Immutable once loaded; safe from any thread.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/pattern/regex.h"

namespace mockaws {

struct Shape;

struct ShapeMember {
  std::string name;
  const Shape* shape = nullptr;
  bool required = false;
};

struct Shape {
  enum class Kind { kStructure, kList, kMap, kString, kInteger, kBoolean, kTimestamp, kBlob };
  std::string name;
  Kind kind = Kind::kString;
  std::vector<ShapeMember> members;  // of structures, in the model's order
  const Shape* element = nullptr;    // of lists, and of maps' values
  const Shape* key = nullptr;        // of maps
  std::optional<int64_t> min;        // length of strings and lists, value of integers
  std::optional<int64_t> max;
  std::string pattern;                                // as the model has it; empty: none
  std::unique_ptr<const policy_engine::Regex> regex;  // of the pattern; null: none
  std::vector<std::string> enum_values;               // empty: any
  bool sensitive = false;
  // How AWS words faults (data/NOTICE.md, "iam_sts_recorded.json").
  std::vector<const ShapeMember*> fault_order;  // all members
  bool length_first = false;
  bool names_null = false;
  bool echo = true;
  std::string refusal;  // empty: the general sentence

  const ShapeMember* FindMember(std::string_view member) const;
};

struct Pagination {
  std::vector<std::string> result_keys;
};

struct OperationModel {
  std::string name;
  const Shape* input = nullptr;   // nullptr: takes nothing
  const Shape* output = nullptr;  // nullptr: answers without a Result element
  std::vector<std::string> errors;
  std::optional<Pagination> paginate;
};

struct ModelledError {
  std::string code;
  int status = 400;
  bool sender = true;
};

struct ServiceModel {
  std::string name;         // "iam" or "sts": the signing name and action prefix
  std::string api_version;  // 2010-05-08
  std::string xml_namespace;
  std::map<std::string, OperationModel, std::less<>> operations;
  std::map<std::string, ModelledError, std::less<>> errors;  // by shape name
  std::map<std::string, Shape, std::less<>> shapes;

  const OperationModel* Find(std::string_view operation) const;
};

const ServiceModel& IamModel();
const ServiceModel& StsModel();
// By API version (2010-05-08, 2011-06-15); nullptr for any other.
const ServiceModel* ModelByVersion(std::string_view api_version);

}  // namespace mockaws
