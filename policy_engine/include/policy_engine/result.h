// Result<T, E>: a value, or the error that prevented it.
//
// Every fallible function of this project returns one; no exception crosses a folder's border.
// Thread-compatible: distinct objects may be used from distinct threads.
#pragma once

#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

#include "policy_engine/check.h"

namespace policy_engine {

// The default error: one sentence that names what is wrong, where, and how to mend it.
struct Error {
  std::string message;
};

// Holds either a T or an E. Reading the side that is not there ends the program (CHECK).
template <typename T, typename E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  const T& value() const& { return *CheckedValue(); }
  T& value() & { return *const_cast<T*>(CheckedValue()); }
  T&& value() && { return std::move(*const_cast<T*>(CheckedValue())); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

  const E& error() const& { return *CheckedError(); }
  E&& error() && { return std::move(*const_cast<E*>(CheckedError())); }

 private:
  const T* CheckedValue() const {
    CHECK(ok(), "Result: value() of an error");
    return std::get_if<0>(&state_);
  }
  const E* CheckedError() const {
    CHECK(!ok(), "Result: error() of a value");
    return std::get_if<1>(&state_);
  }

  std::variant<T, E> state_;
};

// For functions that return nothing but may fail.
template <typename E>
class [[nodiscard]] Result<void, E> {
 public:
  Result() = default;
  Result(E error) : error_(std::move(error)) {}  // NOLINT: implicit

  bool ok() const { return !error_.has_value(); }
  explicit operator bool() const { return ok(); }
  const E& error() const& {
    CHECK(!ok(), "Result: error() of a success");
    return *error_;
  }
  E&& error() && {
    CHECK(!ok(), "Result: error() of a success");
    return std::move(*error_);
  }

 private:
  std::optional<E> error_;
};

}  // namespace policy_engine

#define IAMSIM_CONCAT_INNER(a, b) a##b
#define IAMSIM_CONCAT(a, b) IAMSIM_CONCAT_INNER(a, b)

// ASSIGN_OR_RETURN(auto user, FindUser(name)): declares `user`, or returns the error.
#define ASSIGN_OR_RETURN(lhs, expr) \
  ASSIGN_OR_RETURN_INNER(IAMSIM_CONCAT(result_, __LINE__), lhs, expr)
#define ASSIGN_OR_RETURN_INNER(result, lhs, expr)     \
  auto result = (expr);                               \
  if (!result.ok()) return std::move(result).error(); \
  lhs = std::move(result).value()

// RETURN_IF_ERROR(CheckQuota()): returns the error of a Result<void>, if it has one.
#define RETURN_IF_ERROR(expr)                                                                 \
  if (auto IAMSIM_CONCAT(status_, __LINE__) = (expr); !IAMSIM_CONCAT(status_, __LINE__).ok()) \
  return std::move(IAMSIM_CONCAT(status_, __LINE__)).error()
