// The service authorization reference: for each service its actions with access level, resource
// types and condition keys. From data/service_authorization.json, which has no dependent actions.
//
// Every object here is a cheap view of the program's read-only data, valid for ever; nothing is
// loaded before it is read. Thread-safe. Names are looked up in any case and given in AWS's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string_view>

#include "mockaws/catalog/format/kinds.h"

namespace mockaws {

// `count` rows of kind Row, one after the other; Row::At(word) makes the one that starts at a word.
template <typename Row>
class PackedRows {
 public:
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = decltype(Row::At(0));
    using difference_type = std::ptrdiff_t;
    using pointer = void;
    using reference = value_type;

    explicit Iterator(uint32_t word) : word_(word) {}
    value_type operator*() const { return Row::At(word_); }
    Iterator& operator++() {
      word_ += Row::kWords;
      return *this;
    }
    Iterator operator++(int) {
      const Iterator before = *this;
      ++*this;
      return before;
    }
    bool operator==(const Iterator& other) const = default;

   private:
    uint32_t word_;
  };

  PackedRows(uint32_t first_word, uint32_t count) : first_word_(first_word), count_(count) {}
  size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  auto operator[](size_t i) const {
    return Row::At(first_word_ + static_cast<uint32_t>(i) * Row::kWords);
  }
  Iterator begin() const { return Iterator(first_word_); }
  Iterator end() const { return Iterator(first_word_ + count_ * Row::kWords); }

 private:
  uint32_t first_word_;
  uint32_t count_;
};

// A row that is one text.
struct PackedText {
  static constexpr uint32_t kWords = 1;
  static std::string_view At(uint32_t word);
};
using Names = PackedRows<PackedText>;

// A key as `aws:ResourceTag/${TagKey}`: `${...}` stands for any text.
class ConditionKeyReference {
 public:
  static constexpr uint32_t kWords = 2;
  static ConditionKeyReference At(uint32_t word) { return ConditionKeyReference(word); }

  std::string_view name() const;
  ConditionKeyType type() const;

 private:
  explicit ConditionKeyReference(uint32_t word) : word_(word) {}
  uint32_t word_;
};

class ResourceTypeReference {
 public:
  static constexpr uint32_t kWords = 3;
  static ResourceTypeReference At(uint32_t word) { return ResourceTypeReference(word); }

  std::string_view name() const;
  // `arn:${Partition}:iam::${Account}:user/${UserNameWithPath}`.
  std::string_view arn_format() const;
  Names condition_keys() const;

 private:
  explicit ResourceTypeReference(uint32_t word) : word_(word) {}
  uint32_t word_;
};

// One resource type that an action can be limited to.
class ResourceUse {
 public:
  static constexpr uint32_t kWords = 3;
  static ResourceUse At(uint32_t word) { return ResourceUse(word); }

  ResourceTypeReference resource_type() const;
  // Marked `*` in AWS's tables: every call names one.
  bool required() const;
  // Keys that apply to this pair of action and resource type.
  Names condition_keys() const;

 private:
  explicit ResourceUse(uint32_t word) : word_(word) {}
  uint32_t word_;
};

class ActionReference {
 public:
  static constexpr uint32_t kWords = 5;
  static ActionReference At(uint32_t word) { return ActionReference(word); }

  // Without the service's prefix.
  std::string_view name() const;
  AccessLevel level() const;
  // Empty: the action knows no resource, its resource is `*`.
  PackedRows<ResourceUse> resources() const;
  Names condition_keys() const;

 private:
  explicit ActionReference(uint32_t word) : word_(word) {}
  uint32_t word_;
};

class ServiceReference {
 public:
  static constexpr uint32_t kWords = 9;
  static ServiceReference At(uint32_t word) { return ServiceReference(word); }

  // `iam`, as in `iam:CreateUser`.
  std::string_view prefix() const;
  // `AWS Identity and Access Management (IAM)`.
  std::string_view name() const;
  // Whether resource control policies bind it.
  bool supports_rcps() const;

  PackedRows<ActionReference> actions() const;
  PackedRows<ResourceTypeReference> resource_types() const;
  PackedRows<ConditionKeyReference> condition_keys() const;

  std::optional<ActionReference> FindAction(std::string_view name) const;
  std::optional<ResourceTypeReference> FindResourceType(std::string_view name) const;
  // Takes a key as a request has it (`aws:ResourceTag/team`) and as the table has it.
  std::optional<ConditionKeyReference> FindConditionKey(std::string_view key) const;

 private:
  explicit ServiceReference(uint32_t word) : word_(word) {}
  uint32_t word_;
};

// All services, sorted by prefix.
PackedRows<ServiceReference> Services();
std::optional<ServiceReference> FindService(std::string_view prefix);
// Prefixes of the services whose condition keys begin with `key_prefix` although none of them is
// called so: `saml` is `sts`. Empty for all others.
Names ServicesOfKeyPrefix(std::string_view key_prefix);

}  // namespace mockaws
