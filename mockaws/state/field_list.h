// Field lists: what an entity consists of, said once, for everything that must touch each field.
//
//   template <>
//   struct FieldsOf<AccessKey> {
//     static constexpr auto kAll = FieldList<AccessKey>(Plain("id", &AccessKey::id),
//                                                       Sealed("secret", &AccessKey::secret), …);
//   };
//
// A list that leaves a field out, or names one twice, doesn't compile.
#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace mockaws {

// How a field is written.
enum class FieldForm {
  kPlain,   // as JSON
  kBytes,   // a std::string of raw bytes, in base64
  kSealed,  // a std::string that is a secret
};

template <FieldForm kFormValue, typename Class, typename Member>
struct Field {
  static constexpr FieldForm kForm = kFormValue;
  std::string_view name;
  Member Class::*member;
};

// The fields of a base class, written beside the entity's own.
template <typename Base>
struct BaseFields {};

template <typename Class, typename Member>
constexpr Field<FieldForm::kPlain, Class, Member> Plain(std::string_view name,
                                                        Member Class::*member) {
  return {name, member};
}
template <typename Class, typename Member>
constexpr Field<FieldForm::kBytes, Class, Member> Bytes(std::string_view name,
                                                        Member Class::*member) {
  return {name, member};
}
template <typename Class, typename Member>
constexpr Field<FieldForm::kSealed, Class, Member> Sealed(std::string_view name,
                                                          Member Class::*member) {
  return {name, member};
}

namespace field_list_internal {

// Stands for a field of any type.
template <typename Aggregate>
struct AnyField {
  template <typename T>
  requires(!std::is_same_v<T, Aggregate>) operator T() const;  // NOLINT: implicit
};

template <typename T, size_t>
using AnyFieldAt = AnyField<T>;

template <typename T, size_t... kIndex>
constexpr bool TakesFields(std::index_sequence<kIndex...>) {
  return requires { T{AnyFieldAt<T, kIndex>{}...}; };
}

constexpr size_t kFieldsMax = 40;

// How many fields (bases count as one) the aggregate T has.
template <typename T, size_t kCount = kFieldsMax>
constexpr size_t CountFields() {
  if constexpr (kCount == 0 || TakesFields<T>(std::make_index_sequence<kCount>())) {
    return kCount;
  } else {
    return CountFields<T, kCount - 1>();
  }
}

// False for two entries that name the same field, or two fields the same.
template <typename A, typename B>
constexpr bool Differ(const A&, const B&) {
  return true;
}
template <FieldForm kA, FieldForm kB, typename Class, typename Member>
constexpr bool Differ(const Field<kA, Class, Member>& a, const Field<kB, Class, Member>& b) {
  return a.member != b.member && a.name != b.name;
}
template <FieldForm kA, FieldForm kB, typename Class, typename MemberA, typename MemberB>
requires(!std::is_same_v<MemberA, MemberB>) constexpr bool Differ(
    const Field<kA, Class, MemberA>& a, const Field<kB, Class, MemberB>& b) {
  return a.name != b.name;
}

constexpr bool AllDiffer() { return true; }
template <typename First, typename... Rest>
constexpr bool AllDiffer(const First& first, const Rest&... rest) {
  return (Differ(first, rest) && ...) && AllDiffer(rest...);
}

}  // namespace field_list_internal

// The list itself: a tuple of Fields and BaseFields.
template <typename T, typename... Entries>
consteval auto FieldList(Entries... entries) {
  static_assert(std::is_aggregate_v<T>, "an entity is an aggregate");
  static_assert(sizeof...(Entries) == field_list_internal::CountFields<T>(),
                "each field of the entity stands in its list, once; a field that doesn't would be "
                "forgotten when the server restarts");
  // Not a constant expression if it fails.
  if (!field_list_internal::AllDiffer(entries...)) throw "a field stands in its list twice";
  return std::tuple(entries...);
}

// Specialized for each entity and its parts in entity_fields.h.
template <typename T>
struct FieldsOf;

}  // namespace mockaws
