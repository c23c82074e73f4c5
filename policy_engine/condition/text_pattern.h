// A policy's text operand: literal text, wildcards, policy variables.
//
// Read once; matching allocates nothing unless the values of variables make the text longer than
// kExpansionBytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "policy_engine/pattern/arn.h"
#include "policy_engine/pattern/glob.h"
#include "policy_engine/pattern/hash.h"
#include "policy_engine/request.h"

namespace policy_engine {

inline constexpr size_t kExpansionBytes = 2048;

// `${key}` or `${key, 'default'}`.
struct PolicyVariable {
  std::string key;  // lower-cased
  uint64_t hash = 0;
  bool has_default = false;
  // Malformed, or of a multivalued key: it never has a value, not even its default.
  bool never = false;
  std::string default_text;
};

// Room for a text whose variables have been filled in.
class Expansion {
 public:
  bool Append(std::string_view text);
  std::string_view text() const { return heap_.empty() ? std::string_view(inline_, size_) : heap_; }

 private:
  size_t size_ = 0;
  std::string heap_;
  char inline_[kExpansionBytes];
};

enum class TextMatch : uint8_t {
  kNo,
  kYes,
  kUnresolved,  // a variable has no value
  kMalformed,   // an ARN pattern without six fields
};

class TextPattern {
 public:
  // How `*` and `?` read: as wildcards, or as themselves.
  enum class Syntax : uint8_t { kPlain, kGlob };

  // `variables`: whether `${…}` is a variable (Version 2012-10-17) or text.
  static TextPattern Read(std::string_view text, Syntax syntax, bool variables);

  bool has_variables() const { return !pieces_.empty(); }
  // Without variables: the encoded text.
  const std::string& encoded() const { return encoded_; }
  // The literal text at the start: bytes that every match begins with.
  std::string_view literal_prefix() const { return {encoded_.data(), literal_length_}; }
  // No wildcard, no variable.
  bool is_literal() const { return pieces_.empty() && literal_length_ == encoded_.size(); }
  bool is_lone_star() const {
    return variables_.empty() && encoded_.size() == 1 && encoded_[0] == kAnyRun;
  }
  // The ARN shape of a pattern without variables.
  bool is_arn() const { return arn_kind_ != ArnKind::kMalformed; }

  // The whole text against the pattern: equality for kPlain, glob for kGlob.
  TextMatch Match(std::string_view text, const RequestContext& context) const;
  // Field by field as ARNs. `fields` are those of `arn`.
  TextMatch MatchArn(std::string_view arn, const ArnFields& fields,
                     const RequestContext& context) const;
  // Fills in variables. False if one has no value.
  bool Expand(const RequestContext& context, Expansion* out) const;

  const std::vector<PolicyVariable>& variables() const { return variables_; }
  size_t MemoryBytes() const;

 private:
  // With static text: what matching as an ARN needs.
  enum class ArnKind : uint8_t { kMalformed, kLiteral, kPrefix, kWhole, kFields, kVariable };
  struct Piece {
    int32_t variable = -1;  // index, or -1 for literal text
    uint32_t begin = 0;     // of the literal in encoded_
    uint32_t end = 0;
  };
  void AddLiteral(std::string_view text, Syntax syntax);
  void AddVariable(std::string_view inside);
  void Finish();

  Syntax syntax_ = Syntax::kPlain;
  ArnKind arn_kind_ = ArnKind::kMalformed;
  uint32_t literal_length_ = 0;
  std::string encoded_;  // with variables: the literals one after the other
  std::vector<Piece> pieces_;
  std::vector<PolicyVariable> variables_;
  ArnFields fields_;
};

// The names inside `${…}` of a text, as written, escapes (`*`, `?`, `$`) too.
std::vector<std::string> VariableNames(std::string_view text);

// Finds the next `${…}` at or after `from`: its extent and what stands between the braces. A quoted
// default may hold a brace. False if there is none (an unclosed one is text).
bool NextVariable(std::string_view text, size_t from, size_t* begin, size_t* end,
                  std::string_view* inside);

}  // namespace policy_engine
